using ScofPush.Hosts.Tests.Hosts;
using ScofPush.Hosts.Tests.Matrix;
using ScofPush.Tests;
using Xunit;

namespace ScofPush.Hosts.Tests;

/// <summary>A problem page arrives as it is: no status-code page, error handler, cache or sign-in of the host takes its place.</summary>
public sealed class ProblemPageTests
{
    /// <summary>Where the line does its work; elsewhere the matrix says what happens.</summary>
    private static readonly string[] Carrying = [HostCase.Saved, HostCase.SavedAndShown, HostCase.SavedButStopped];

    public static IEnumerable<TheoryDataRow<string>> Hosts => AllHosts.List.Select(host => new TheoryDataRow<string>(host.Name));

    [Theory]
    [MemberData(nameof(Hosts))]
    public async Task Get_badPushOrUnknownAddress_isThePageWithItsCode(string name)
    {
        var hostCase = AllHosts.Get(name);
        foreach (var placement in hostCase.Placements.Where(placement => Carrying.Contains(hostCase.Expected(placement, Cell.Routes[0]))))
        {
            await using var host = await RunningHost.StartAsync(hostCase, placement);
            using var browser = new Browser(host.Address);

            var badPush = await browser.GetAsync($"{hostCase.Prefix}/no/such-page?pushAccountReceipts=%3Cb%3E");
            var unknown = await browser.GetAsync($"{(hostCase.StaysUnderPrefix ? hostCase.Prefix : "")}/scof-push/{new string('A', 43)}");

            Assert.Equal((placement, "SP1002", "SP1201"), (placement, badPush.Code, unknown.Code));
        }
    }
}
