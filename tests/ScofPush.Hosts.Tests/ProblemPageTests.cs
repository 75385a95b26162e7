using ScofPush.Hosts.Tests.Hosts;
using ScofPush.Hosts.Tests.Matrix;
using Xunit;

namespace ScofPush.Hosts.Tests;

/// <summary>A problem page arrives as it is: no status-code page, error handler, cache or sign-in of the host takes its place.</summary>
public sealed class ProblemPageTests
{
    public static IEnumerable<TheoryDataRow<string>> Hosts => AllHosts.List.Select(host => new TheoryDataRow<string>(host.Name));

    [Theory]
    [MemberData(nameof(Hosts))]
    public async Task Get_badPushOrUnknownAddress_isThePageWithItsCode(string name)
    {
        var host = AllHosts.Get(name);
        foreach (var placement in host.Carrying)
        {
            var run = await HostRuns.GetAsync(host, placement);

            Assert.Equal((placement, "SP1002", "SP1201"), (placement, run.BadPushCode, run.UnknownPushCode));
        }
    }
}
