using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using ScofPush.Hosts.Tests.Blazor;
using ScofPush.Hosts.Tests.Matrix;

namespace ScofPush.Hosts.Tests.Hosts;

/// <summary>Shops of Razor Pages and of Blazor components.</summary>
internal static class PageHosts
{
    public static IEnumerable<HostCase> List =>
    [
        new("Razor Pages with a fallback policy")
        {
            Services = services =>
            {
                services.AddRazorPages();
                services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
            },
            Endpoints = routes =>
            {
                routes.MapRazorPages();
                MinimalShop.MapItems(routes);
            },
        },
        new("Blazor Web App, static server rendering")
        {
            Services = services =>
            {
                services.AddRazorComponents();
                services.AddCascadingAuthenticationState();
            },
            Late = app => app.UseAntiforgery(),
            Endpoints = routes =>
            {
                routes.MapRazorComponents<App>();
                MinimalShop.MapItems(routes);
            },
        },
    ];
}
