using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Localization.Routing;
using ScofPush.Hosts.Tests.Matrix;

namespace ScofPush.Hosts.Tests.Hosts;

/// <summary>Shops that are not at the root of their address, or not in one language.</summary>
internal static class AddressHosts
{
    private static readonly string[] Languages = ["en", "de"];

    public static IEnumerable<HostCase> List =>
    [
        new("`UsePathBase(\"/shop\")`")
        {
            Prefix = "/shop",
            StaysUnderPrefix = true,
            NamesRouting = true,
            Early = app => app.UsePathBase("/shop"),
            Expected = (placement, _) => placement == Placement.First ? $"{HostCase.Saved}, not under `/shop`" : HostCase.Usual(placement),
        },
        new("Branch `Map(\"/shop\")`")
        {
            Prefix = "/shop",
            StaysUnderPrefix = true,
            NamesRouting = true,
            Pipeline = (host, app, line) => app.Map("/shop", branch => HostCase.UsualPipeline(host, branch, line)),
        },
        new("Languages in routes, addresses without one are redirected")
        {
            Prefix = "/de",
            Early = app => app.Use(RedirectToLanguage),
            Late = UseLanguages,
            Endpoints = routes => MinimalShop.Map(routes.MapGroup("/{culture}")),
            Expected = (placement, _) => placement is Placement.First or Placement.FirstImplicit ? HostCase.Saved : HostCase.NotReached,
        },
        new("Languages in routes")
        {
            Prefix = "/de",
            Late = UseLanguages,
            Endpoints = routes =>
            {
                MinimalShop.Map(routes);
                MinimalShop.Map(routes.MapGroup("/{culture:length(2)}"));
            },
        },
        new("Languages moved to the path base")
        {
            Prefix = "/de",
            NamesRouting = true,
            SetsPathBase = true,
            Early = app => app.Use(MoveLanguage),
        },
    ];

    private static void UseLanguages(IApplicationBuilder app) => app.UseRequestLocalization(options =>
    {
        options.AddSupportedCultures(Languages).AddSupportedUICultures(Languages).SetDefaultCulture(Languages[0]);
        options.RequestCultureProviders = [new RouteDataRequestCultureProvider { Options = options }];
    });

    private static Task RedirectToLanguage(HttpContext context, RequestDelegate next)
    {
        if (LanguageOf(context.Request.Path) is not null)
        {
            return next(context);
        }

        context.Response.Redirect($"/de{context.Request.Path}{context.Request.QueryString}");
        return Task.CompletedTask;
    }

    private static Task MoveLanguage(HttpContext context, RequestDelegate next)
    {
        if (LanguageOf(context.Request.Path) is { } language && context.Request.Path.StartsWithSegments(language, out var rest))
        {
            context.Request.PathBase = context.Request.PathBase.Add(language);
            context.Request.Path = rest;
        }

        return next(context);
    }

    private static string? LanguageOf(PathString path) =>
        Languages.Select(language => $"/{language}").FirstOrDefault(prefix => path.StartsWithSegments(prefix, StringComparison.OrdinalIgnoreCase));
}
