using System.Collections.Concurrent;
using ScofPush.Hosts.Tests.Hosts;
using ScofPush.Tests;

namespace ScofPush.Hosts.Tests.Matrix;

/// <summary>The outcomes of the cells. A host starts once for each place of the line, when the first of its cells is asked for.</summary>
internal static class Outcomes
{
    private static readonly ConcurrentDictionary<(string Host, Placement Placement), Lazy<Task<Dictionary<Cell, string>>>> Runs = new();

    public static IEnumerable<Cell> Cells =>
        from host in AllHosts.List
        from placement in host.Placements
        from cell in CellsOf(host, placement)
        select cell;

    public static async Task<string> OfAsync(Cell cell)
    {
        var run = Runs.GetOrAdd((cell.Host, cell.Placement), key => new(() => RunAsync(AllHosts.Get(key.Host), key.Placement)));
        return (await run.Value)[cell];
    }

    private static IEnumerable<Cell> CellsOf(HostCase host, Placement placement) =>
        from way in Enum.GetValues<SignInWay>()
        from route in Cell.Routes
        select new Cell(host.Name, placement, way, route);

    private static async Task<Dictionary<Cell, string>> RunAsync(HostCase hostCase, Placement placement)
    {
        await using var host = await RunningHost.StartAsync(hostCase, placement);
        var outcomes = new Dictionary<Cell, string>();
        foreach (var cell in CellsOf(hostCase, placement))
        {
            using var browser = new Browser(host.Address);
            outcomes[cell] = await new Walk(host, browser, $"MCC-STL-{outcomes.Count + 1:D4}").RunAsync(cell.Route, cell.SignIn);
        }

        return outcomes;
    }
}
