using Microsoft.Extensions.Options;

namespace Storefront.Security;

internal static class SecurityHeaders
{
    /// <summary>
    /// Set before the request is handled, so that a page with other needs, such as those of ScofPush, may put its own in their place.
    /// </summary>
    public static IApplicationBuilder UseSecurityHeaders(this IApplicationBuilder app)
    {
        var shop = app.ApplicationServices.GetRequiredService<IOptions<ShopOptions>>().Value;
        var images = string.Join(' ', shop.CardArtHosts.Prepend("'self'"));
        var policy = $"default-src 'none'; style-src 'self'; img-src {images}; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

        return app.Use((context, next) =>
        {
            var headers = context.Response.Headers;
            headers.ContentSecurityPolicy = policy;
            headers.XContentTypeOptions = "nosniff";
            headers["Referrer-Policy"] = "strict-origin-when-cross-origin";
            headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), payment=()";
            return next(context);
        });
    }
}
