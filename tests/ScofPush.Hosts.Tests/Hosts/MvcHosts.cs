using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using ScofPush.Hosts.Tests.Matrix;

namespace ScofPush.Hosts.Tests.Hosts;

/// <summary>Shops of controllers.</summary>
internal static class MvcHosts
{
    public static IEnumerable<HostCase> List =>
    [
        new("MVC controllers")
        {
            Services = services => services.AddControllersWithViews(),
            Endpoints = routes => routes.MapControllers(),
        },
        new("MVC with its own redirect executor")
        {
            Services = services =>
            {
                services.AddControllersWithViews();
                services.AddSingleton<IActionResultExecutor<RedirectResult>, DecodingRedirects>();
                services.AddSingleton<IActionResultExecutor<LocalRedirectResult>, DecodingRedirects>();
            },
            Endpoints = routes => routes.MapControllers(),
        },
        new("`Startup` class, `UseMvc` without endpoint routing")
        {
            IsStartup = true,
            Services = services => services.AddMvc(options => options.EnableEndpointRouting = false),
            Pipeline = UseMvc,
            Placements = [Placement.First, Placement.AfterAuthorization, Placement.Last, Placement.AfterEndpoints],
            Expected = ExpectedOfUseMvc,
        },
        new("`Startup` class, `UseEndpoints`")
        {
            IsStartup = true,
            Services = services => services.AddControllersWithViews(),
            Endpoints = routes => routes.MapDefaultControllerRoute(),
        },
    ];

    private static void UseMvc(HostCase host, IApplicationBuilder app, Line line)
    {
        line.At(app, Placement.First);
        app.UseAuthentication();
        line.At(app, Placement.AfterAuthorization);
        app.UseStaticFiles();
        line.At(app, Placement.Last);
        app.UseMvc();
        line.At(app, Placement.AfterEndpoints);
    }

    /// <summary>Behind <c>UseMvc</c> the line sees only what no controller answers.</summary>
    private static string ExpectedOfUseMvc(Placement placement, string route) => (placement, route) switch
    {
        (Placement.AfterEndpoints, not "/no/such-page") => HostCase.NotReached,
        _ => HostCase.Saved,
    };

    /// <summary>Decodes and encodes every address again, as some shops do to allow letters of any language in them.</summary>
    private sealed class DecodingRedirects : IActionResultExecutor<RedirectResult>, IActionResultExecutor<LocalRedirectResult>
    {
        public Task ExecuteAsync(ActionContext context, RedirectResult result) => RedirectAsync(context, result.Url);

        public Task ExecuteAsync(ActionContext context, LocalRedirectResult result) => RedirectAsync(context, result.Url);

        private static Task RedirectAsync(ActionContext context, string url)
        {
            context.HttpContext.Response.Redirect(new Uri(WebUtility.UrlDecode(url), UriKind.RelativeOrAbsolute).ToString());
            return Task.CompletedTask;
        }
    }
}
