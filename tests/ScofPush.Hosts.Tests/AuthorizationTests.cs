using ScofPush.Hosts.Tests.Hosts;
using ScofPush.Hosts.Tests.Matrix;
using Xunit;

namespace ScofPush.Hosts.Tests;

/// <summary>Protected addresses of the host that have an address of ours inside: they are the host's, and stay protected.</summary>
public sealed class AuthorizationTests
{
    private static readonly string[] Addresses =
    [
        $"{Cell.Protected}/scof-push/scofpush.css",
        $"{Cell.Protected}/scof-push/{new string('A', 43)}",
    ];

    [Theory]
    [InlineData("Minimal API")]
    [InlineData("MVC controllers")]
    [InlineData("Razor Pages with a fallback policy")]
    [InlineData("Fallback policy, an area of middleware")]
    [InlineData("`Startup` class, `UseMvc` without endpoint routing")]
    public async Task Get_protectedAddressWithOneOfOursInside_isNotShown(string name)
    {
        var hostCase = AllHosts.Get(name);
        foreach (var placement in hostCase.Placements)
        {
            await using var host = await RunningHost.StartAsync(hostCase, placement);
            using var browser = host.NewBrowser();
            foreach (var address in Addresses)
            {
                Assert.DoesNotContain("private", (await browser.GetAsync(address)).Text, StringComparison.Ordinal);
            }
        }
    }
}
