using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;

namespace ScofPush.AspNetCore.Pages;

/// <summary>The stylesheet of the pages, embedded: the <c>_content</c> path is a 404 in several real hosts .</summary>
internal static class Stylesheet
{
    public const string FileName = "scofpush.css";

    private static readonly byte[] Content = Read();
    private static readonly string Tag = $"\"{Convert.ToHexStringLower(SHA256.HashData(Content))[..16]}\"";

    public static async Task WriteAsync(HttpContext context)
    {
        var response = context.Response;
        response.Headers.ETag = Tag;

        // Not public: a cache of the host that stands ahead of our line would answer in our place.
        response.Headers.CacheControl = "private, max-age=3600";
        response.Headers.XContentTypeOptions = "nosniff";
        if (context.Request.Headers.IfNoneMatch.Contains(Tag, StringComparer.Ordinal))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        response.ContentType = "text/css; charset=utf-8";
        response.ContentLength = Content.Length;
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await response.Body.WriteAsync(Content, context.RequestAborted);
        }
    }

    private static byte[] Read()
    {
        using var stream = typeof(Stylesheet).Assembly.GetManifestResourceStream(FileName)!;
        var content = new byte[stream.Length];
        stream.ReadExactly(content);
        return content;
    }
}
