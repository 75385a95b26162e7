using System.Collections.Concurrent;
using ScofPush.Hosts.Tests.Hosts;

namespace ScofPush.Hosts.Tests.Matrix;

/// <summary>What happened on one host with the line in one place.</summary>
/// <param name="Outcomes">What became of each push.</param>
/// <param name="BadPushCode">The code on the page for a push that cannot be read.</param>
/// <param name="UnknownPushCode">The code on the page for an address of ours that was never given out.</param>
/// <param name="OwnLoginUrl">Where the host sends a stranger who asks for its protected page.</param>
/// <param name="PushLoginUrl">Where a push is sent.</param>
/// <param name="Forged">What a notification of somebody else than the network was answered.</param>
/// <param name="Notified">What the network was answered.</param>
internal sealed record HostRun(
    IReadOnlyDictionary<Cell, string> Outcomes,
    string? BadPushCode,
    string? UnknownPushCode,
    string? OwnLoginUrl,
    string? PushLoginUrl,
    Notified Forged,
    Notified Notified);

/// <summary>Starts a host once for each place of the line, when the first test asks for it, and does there all that the tests look at.</summary>
internal static class HostRuns
{
    private static readonly ConcurrentDictionary<(string Host, Placement Placement), Lazy<Task<HostRun>>> Runs = new();

    public static IEnumerable<Cell> Cells =>
        from host in AllHosts.List
        from placement in host.Placements
        from cell in CellsOf(host, placement)
        select cell;

    public static Task<HostRun> GetAsync(HostCase host, Placement placement) =>
        Runs.GetOrAdd((host.Name, placement), _ => new(() => RunAsync(host, placement))).Value;

    private static IEnumerable<Cell> CellsOf(HostCase host, Placement placement) =>
        from way in host.SignIn.Ways
        from route in Cell.Routes
        select new Cell(host.Name, placement, way, route);

    private static async Task<HostRun> RunAsync(HostCase hostCase, Placement placement)
    {
        await using var host = await RunningHost.StartAsync(hostCase, placement);
        var outcomes = new Dictionary<Cell, string>();
        foreach (var cell in CellsOf(hostCase, placement))
        {
            using var walk = new Walk(host, $"MCC-STL-{outcomes.Count + 1:D4}");
            outcomes[cell] = await walk.RunAsync(cell.Route, cell.SignIn);
        }

        using var browser = host.NewBrowser();
        var badPush = await browser.GetAsync($"{hostCase.Prefix}/no/such-page?pushAccountReceipts=%3Cb%3E");
        var unknown = await browser.GetAsync($"{(hostCase.StaysUnderPrefix ? hostCase.Prefix : "")}/scof-push/{new string('A', 43)}");
        var own = await browser.GetAsync($"{hostCase.Prefix}{Cell.Protected}");
        var landing = await browser.GetAsync($"{hostCase.Prefix}/?pushAccountReceipts=MCC-STL-9999");
        var challenge = landing.Location is { } location ? await browser.GetAsync(location) : landing;
        var card = host.Recorded.Calls.LastOrDefault()?.Card.CardId ?? "none";
        var forged = await Notifier.ForgeAsync(host, card);
        var notified = await Notifier.NotifyAsync(host, card);
        return new HostRun(outcomes, badPush.Code, unknown.Code, own.Location, challenge.Location, forged, notified);
    }
}
