using System.Security.Cryptography;
using System.Text;
using Microsoft.Net.Http.Headers;

namespace Network.Art;

internal static class CardArtEndpoints
{
    public static void MapCardArt(this WebApplication app) => app.MapGet("/art/{issuer}.{product}.svg", (string issuer, string product, HttpResponse response) =>
    {
        if (!CardArt.IsSlug(issuer) || !CardArt.IsSlug(product))
        {
            return Results.NotFound();
        }

        var svg = Encoding.UTF8.GetBytes(CardArt.Draw(issuer, product));
        var tag = new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(svg))[..16]}\"");
        response.Headers.CacheControl = "public, max-age=86400";
        response.Headers.ContentSecurityPolicy = "default-src 'none'";
        response.Headers["Cross-Origin-Resource-Policy"] = "cross-origin";
        return Results.File(svg, "image/svg+xml", entityTag: tag);
    });
}
