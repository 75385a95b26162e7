using ScofPush.Hosts.Tests.Hosts;
using ScofPush.Hosts.Tests.Matrix;
using Xunit;

namespace ScofPush.Hosts.Tests;

/// <summary>A push on every kind of host, with the line in every place, on every kind of route: saved, or a named outcome.</summary>
public sealed class MatrixTests
{
    public static IEnumerable<TheoryDataRow<string, Placement, SignInWay, string>> Cells =>
        HostRuns.Cells.Select(cell => new TheoryDataRow<string, Placement, SignInWay, string>(cell.Host, cell.Placement, cell.SignIn, cell.Route));

    [Theory]
    [MemberData(nameof(Cells))]
    public async Task Push_onThisHost_endsAsExpected(string host, Placement placement, SignInWay signIn, string route)
    {
        var hostCase = AllHosts.Get(host);
        var run = await HostRuns.GetAsync(hostCase, placement);

        Assert.Equal(hostCase.Expected(placement, route), run.Outcomes[new Cell(host, placement, signIn, route)]);
    }

    [Fact]
    public async Task Push_lineBehindTheEndpoints_isExplainedInTheLog()
    {
        await using var host = await RunningHost.StartAsync(new HostCase("Minimal API"), Placement.AfterEndpoints);
        using var browser = host.NewBrowser();

        await browser.GetAsync("/?pushAccountReceipts=MCC-STL-0001");

        var log = Assert.Single(host.Logs.GetSnapshot(), entry => entry.Id.Name == "NotReached");
        Assert.Contains("SP1801", log.Message, StringComparison.Ordinal);
        Assert.Contains("ahead of app.UseEndpoints()", log.Message, StringComparison.Ordinal);
    }
}
