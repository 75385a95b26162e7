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

    /// <summary>
    /// Where the host checks in another place than its endpoint and answers ahead of the line, the page is shown today: docs/integration.md
    /// names it as a fault.
    /// </summary>
    [Theory]
    [InlineData("Minimal API")]
    [InlineData("MVC controllers")]
    [InlineData("Razor Pages with a fallback policy")]
    [InlineData("Fallback policy, an area of middleware", Placement.Last, Placement.LastImplicit, Placement.AfterEndpoints)]
    [InlineData("`Startup` class, `UseMvc` without endpoint routing", Placement.AfterEndpoints)]
    public async Task Get_protectedAddressWithOneOfOursInside_isShownOnlyWhereTheHostAnswersFirst(string name, params Placement[] shown)
    {
        var hostCase = AllHosts.Get(name);
        foreach (var placement in hostCase.Placements)
        {
            await using var host = await RunningHost.StartAsync(hostCase, placement);
            using var browser = host.NewBrowser();
            foreach (var address in Addresses)
            {
                Assert.Equal(shown.Contains(placement), (await browser.GetAsync(address)).Text == "private");
            }
        }
    }
}
