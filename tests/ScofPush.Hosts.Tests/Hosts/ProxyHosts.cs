using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.DependencyInjection;
using ScofPush.Hosts.Tests.Matrix;

namespace ScofPush.Hosts.Tests.Hosts;

/// <summary>Shops behind nginx, which ends TLS and has them under <c>/shop</c>.</summary>
internal static class ProxyHosts
{
    private const string PassStripped = "proxy_pass http://$upstream/;";
    private const string PassWhole = "proxy_pass http://$upstream;";

    private const ForwardedHeaders Usual = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost;

    /// <summary>The line ahead of the forwarded headers takes the site for http, and sends the shopper to an address that nginx does not have.</summary>
    private const string LostBehindNginx = "no sign-in, 404, not under `/shop`, cookies without `Secure`";

    public static IEnumerable<HostCase> List =>
    [
        Shop(
            "nginx takes `/shop` off, `X-Forwarded-Prefix`",
            $"{PassStripped} proxy_set_header X-Forwarded-Prefix /shop;",
            Usual | ForwardedHeaders.XForwardedPrefix,
            app => app.UseForwardedHeaders()),
        Shop("nginx takes `/shop` off, the host sets the path base", PassStripped, Usual, app => app.UseForwardedHeaders().Use(SetPathBase)),
        Shop("nginx passes `/shop` on, `UsePathBase(\"/shop\")`", PassWhole, Usual, app => app.UseForwardedHeaders().UsePathBase("/shop")),
    ];

    /// <summary>Takes another proxy for its own, and nginx for a stranger.</summary>
    public static void Distrust(ForwardedHeadersOptions options)
    {
        options.KnownIPNetworks.Clear();
        options.KnownProxies.Clear();
        options.KnownProxies.Add(IPAddress.Parse("192.0.2.1"));
    }

    private static HostCase Shop(string name, string location, ForwardedHeaders headers, Action<IApplicationBuilder> early) => new(name)
    {
        Prefix = "/shop",
        StaysUnderPrefix = true,
        SetsPathBase = true,
        NamesRouting = true,
        NginxLocation = location,
        Services = services => services.Configure<ForwardedHeadersOptions>(options => options.ForwardedHeaders = headers),
        Early = early,
        Expected = (placement, _) => placement == Placement.First ? LostBehindNginx : HostCase.Usual(placement),
    };

    private static Task SetPathBase(HttpContext context, RequestDelegate next)
    {
        context.Request.PathBase = "/shop";
        return next(context);
    }
}
