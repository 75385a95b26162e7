using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.Extensions.DependencyInjection;
using ScofPush.Hosts.Tests.Matrix;

namespace ScofPush.Hosts.Tests.Hosts;

/// <summary>Shops of minimal API endpoints, each with something that changes answers on their way.</summary>
internal static class AnswerHosts
{
    public static IEnumerable<HostCase> List =>
    [
        new("Minimal API"),
        new("Minimal API on `CreateSlimBuilder`") { IsSlim = true },
        new("Catch-all route")
        {
            Endpoints = routes =>
            {
                MinimalShop.Map(routes);
                routes.MapFallback(() => Results.Text(ShopHtml.FrontPage, ShopHtml.Type));
            },
        },
        new("Fallback policy, an area of middleware")
        {
            Services = services => services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build()),
            Late = app => app.Map(Cell.Protected, area => area.Run(context => context.Response.WriteAsync("private"))),
            Expected = (placement, route) => route == Cell.Protected && BehindTheArea.Contains(placement)
                ? HostCase.NotReached
                : HostCase.Usual(placement),
        },
        new("Cookie events that answer 401 under `/api`")
        {
            Services = services => services.Configure<CookieAuthenticationOptions>(
                CookieAuthenticationDefaults.AuthenticationScheme, options => options.Events.OnRedirectToLogin = RefuseApis),
        },
        new("Response caching")
        {
            Services = services => services.AddResponseCaching(),
            Late = app => app.UseResponseCaching(),
        },
        new("Output caching")
        {
            Services = services => services.AddOutputCache(options => options.AddBasePolicy(policy => policy.Cache())),
            Late = app => app.UseOutputCache(),
        },
        new("Output caching of signed-in pages, `ReturnMode.Page`")
        {
            Settings = { ["ScofPush:Returning:Mode"] = "Page" },
            Services = services => services.AddOutputCache(options => options.AddBasePolicy(new CacheAll())),
            Late = app => app.UseOutputCache(),
            Expected = (placement, _) => placement == Placement.AfterEndpoints ? HostCase.NotReached : HostCase.SavedAndShown,
        },
        new("Session in place of TempData cookies")
        {
            Services = services =>
            {
                services.AddSession();
                services.AddControllersWithViews().AddSessionStateTempDataProvider();
            },
            Late = app => app.UseSession(),
        },
        new("Status-code pages, executed again")
        {
            Early = app => app.UseStatusCodePagesWithReExecute("/status/{0}"),
            Endpoints = routes =>
            {
                MinimalShop.Map(routes);
                routes.Map("/status/{code:int}", (int code) => Results.Text($"<h1>Status {code}</h1>", ShopHtml.Type));
            },
        },
        new("Exception handler")
        {
            Early = app => app.UseExceptionHandler("/status/500"),
            Endpoints = routes =>
            {
                MinimalShop.Map(routes);
                routes.Map("/status/500", () => Results.Text("<h1>Sorry</h1>", ShopHtml.Type));
            },
        },
        new("Strict CSP, `ReturnMode.Page`")
        {
            Settings = { ["ScofPush:Returning:Mode"] = "Page" },
            Early = UseStrictPolicy,
            Expected = (placement, _) => placement == Placement.AfterEndpoints ? HostCase.NotReached : HostCase.SavedAndShown,
        },
        new("Strict CSP, `ReturnMode.Redirect`")
        {
            Early = UseStrictPolicy,
            Expected = (placement, _) => placement switch
            {
                Placement.First or Placement.FirstImplicit => HostCase.Saved,
                Placement.AfterEndpoints => HostCase.NotReached,
                _ => HostCase.SavedButStopped,
            },
        },
        new("Consent policy that denies")
        {
            Services = services => services.Configure<CookiePolicyOptions>(options => options.CheckConsentNeeded = _ => true),
            Early = app => app.UseCookiePolicy(),
        },
    ];

    private static readonly Placement[] BehindTheArea = [Placement.Last, Placement.LastImplicit, Placement.AfterEndpoints];

    private static Task RefuseApis(RedirectContext<CookieAuthenticationOptions> redirect)
    {
        if (redirect.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal))
        {
            redirect.Response.StatusCode = StatusCodes.Status401Unauthorized;
        }
        else
        {
            redirect.Response.Redirect(redirect.RedirectUri);
        }

        return Task.CompletedTask;
    }

    /// <summary>At the last moment, so that no part of the site can set another.</summary>
    private static void UseStrictPolicy(IApplicationBuilder app) => app.Use(next => context =>
    {
        context.Response.OnStarting(() =>
        {
            context.Response.Headers.ContentSecurityPolicy = "default-src 'self'; form-action 'self'";
            return Task.CompletedTask;
        });
        return next(context);
    });

    /// <summary>Caches what its own site shows to customers, and so everything.</summary>
    private sealed class CacheAll : IOutputCachePolicy
    {
        public ValueTask CacheRequestAsync(OutputCacheContext context, CancellationToken cancellation)
        {
            context.EnableOutputCaching = true;
            context.CacheVaryByRules.QueryKeys = "*";
            context.AllowCacheLookup = context.AllowCacheStorage = HttpMethods.IsGet(context.HttpContext.Request.Method);
            return ValueTask.CompletedTask;
        }

        public ValueTask ServeFromCacheAsync(OutputCacheContext context, CancellationToken cancellation) => ValueTask.CompletedTask;

        public ValueTask ServeResponseAsync(OutputCacheContext context, CancellationToken cancellation)
        {
            context.AllowCacheStorage &= context.HttpContext.Response.StatusCode == StatusCodes.Status200OK;
            return ValueTask.CompletedTask;
        }
    }
}
