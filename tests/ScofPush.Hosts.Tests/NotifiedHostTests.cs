using ScofPush.Hosts.Tests.Hosts;
using ScofPush.Hosts.Tests.Matrix;
using Xunit;

namespace ScofPush.Hosts.Tests;

/// <summary>The network's notifications arrive wherever a push is saved: no policy, form protection, redirect or sign-in of the host is in their way.</summary>
public sealed class NotifiedHostTests
{
    public static IEnumerable<TheoryDataRow<string>> Hosts => AllHosts.List.Select(host => new TheoryDataRow<string>(host.Name));

    [Theory]
    [MemberData(nameof(Hosts))]
    public async Task Post_onThisHost_tellsTheRecorderAndRefusesStrangers(string name)
    {
        var host = AllHosts.Get(name);
        foreach (var placement in host.Carrying)
        {
            var run = await HostRuns.GetAsync(host, placement);

            Assert.Equal((placement, new Notified(403, null, "", 0)), (placement, run.Forged));
            Assert.Equal((placement, new Notified(204, null, "", 1)), (placement, run.Notified));
        }
    }
}
