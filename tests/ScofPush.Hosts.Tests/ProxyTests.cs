using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using ScofPush.Hosts.Tests.Hosts;
using ScofPush.Hosts.Tests.Matrix;
using Xunit;

namespace ScofPush.Hosts.Tests;

/// <summary>A proxy that the host does not trust.</summary>
public sealed class ProxyTests
{
    [Fact]
    public async Task Push_proxyNotTrusted_isExplainedOnceInTheLog()
    {
        var trusting = AllHosts.Get("nginx passes `/shop` on, `UsePathBase(\"/shop\")`");
        var hostCase = trusting with { Services = trusting.Services + (services => services.Configure<ForwardedHeadersOptions>(ProxyHosts.Distrust)) };
        await using var host = await RunningHost.StartAsync(hostCase, Placement.AfterRouting);
        using var browser = host.NewBrowser();

        await browser.GetAsync("/shop/?pushAccountReceipts=MCC-STL-0001");
        await browser.GetAsync("/shop/?pushAccountReceipts=MCC-STL-0002");

        var log = Assert.Single(host.Logs.GetSnapshot(), entry => entry.Id.Name == "ProxyNotTrusted");
        Assert.StartsWith("SP1806: ", log.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Push_proxyTrusted_isNotWarnedOf()
    {
        await using var host = await RunningHost.StartAsync(AllHosts.Get("nginx passes `/shop` on, `UsePathBase(\"/shop\")`"), Placement.AfterRouting);
        using var browser = host.NewBrowser();

        await browser.GetAsync("/shop/?pushAccountReceipts=MCC-STL-0001");

        Assert.DoesNotContain(host.Logs.GetSnapshot(), entry => entry.Id.Name == "ProxyNotTrusted");
    }
}
