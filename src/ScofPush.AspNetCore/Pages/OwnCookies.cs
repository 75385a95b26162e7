using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;

namespace ScofPush.AspNetCore.Pages;

/// <summary>The attributes of every cookie of ours: essential, so that a consent policy lets it pass, and Lax, so that it comes with the bank's link.</summary>
internal sealed class OwnCookies(IHostEnvironment environment)
{
    public void Set(HttpContext context, string name, string value, string path, TimeSpan lifetime)
    {
        var options = Options(context, path);
        options.MaxAge = lifetime;
        context.Response.Cookies.Append(name, value, options);
    }

    public void Delete(HttpContext context, string name, string path) => context.Response.Cookies.Delete(name, Options(context, path));

    private CookieOptions Options(HttpContext context, string path) => new()
    {
        HttpOnly = true,
        IsEssential = true,
        SameSite = SameSiteMode.Lax,
        Secure = context.Request.IsHttps || !environment.IsDevelopment(),
        Path = PathOf(context.Request.PathBase, path),
    };

    /// <summary>The front page under a path base may be asked for without the slash at its end.</summary>
    private static string PathOf(PathString pathBase, string path) =>
        (path == "/" && pathBase.HasValue ? pathBase : pathBase.Add(path)).ToUriComponent();
}
