using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ScofPush.Hosts.Tests.Hosts;

/// <summary>The shop as minimal API endpoints.</summary>
internal static class MinimalShop
{
    private static readonly string[] CredentialPaths = ["/sign-in", "/sign-up"];

    public static void Map(IEndpointRouteBuilder routes) => Map(routes, keepsReturnUrl: true);

    public static void Map(IEndpointRouteBuilder routes, bool keepsReturnUrl)
    {
        routes.MapGet("/", () => Results.Text(ShopHtml.FrontPage, ShopHtml.Type)).AllowAnonymous();
        routes.MapGet("/private", () => "private").RequireAuthorization();
        MapItems(routes);
        MapCredentials(routes, keepsReturnUrl);
    }

    public static void MapCredentials(IEndpointRouteBuilder routes, bool keepsReturnUrl = true)
    {
        foreach (var path in CredentialPaths)
        {
            routes.MapGet(path, (HttpRequest request, string? returnUrl) => Results.Text(ShopHtml.Credentials(request, returnUrl), ShopHtml.Type)).AllowAnonymous();
            routes.MapPost(path, (Delegate)((HttpContext context) => SignInAsync(context, keepsReturnUrl))).AllowAnonymous();
        }
    }

    /// <summary>For hosts whose pages are of another kind, too: their JSON usually is not.</summary>
    public static void MapItems(IEndpointRouteBuilder routes) => routes.MapGet("/api/items", () => Results.Json(new[] { 1, 2 }));

    private static async Task<IResult> SignInAsync(HttpContext context, bool keepsReturnUrl)
    {
        var form = await context.Request.ReadFormAsync();
        await ShopHtml.SignInAsync(context, form["user"].ToString());
        return Results.LocalRedirect(keepsReturnUrl && form["returnUrl"] is [{ Length: > 0 } url] ? url : "/");
    }
}
