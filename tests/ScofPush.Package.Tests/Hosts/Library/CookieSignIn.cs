using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Library;

/// <summary>The hosts' sign-in. It knows the package too, but is no host.</summary>
public static class CookieSignIn
{
    private const string Scheme = "Cookies";

    public static void AddCookieSignIn(this WebApplicationBuilder builder) =>
        builder.Services.AddAuthentication(Scheme).AddCookie(Scheme, options => options.LoginPath = "/sign-in");

    public static void MapSignIn(this WebApplication app)
    {
        app.MapGet("/sign-in", (string returnUrl) => Results.Text(
            $"<h1>Sign in</h1><form method=post action='/sign-in'><input type=hidden name=returnUrl value='{returnUrl}'><input name=user></form>",
            "text/html"));
        app.MapPost("/sign-in", async (HttpContext context) =>
        {
            var form = await context.Request.ReadFormAsync();
            var user = new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, form["user"].ToString())], Scheme);
            await context.SignInAsync(new ClaimsPrincipal(user));
            return Results.LocalRedirect(form["returnUrl"].ToString());
        });
    }
}
