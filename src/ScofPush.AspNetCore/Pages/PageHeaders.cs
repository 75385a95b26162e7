using Microsoft.AspNetCore.Http;

namespace ScofPush.AspNetCore.Pages;

/// <summary>The headers of every answer of ours, set by us whatever the host sets (R-35, R-40).</summary>
internal static class PageHeaders
{
    public static void Set(HttpResponse response, string imageOrigins, string? formTarget)
    {
        SetCommon(response);
        var headers = response.Headers;
        headers.ContentSecurityPolicy =
            $"default-src 'none'; style-src 'self'; img-src 'self' {imageOrigins}; form-action 'self'{(formTarget is null ? "" : " " + formTarget)}; "
            + "base-uri 'none'; frame-ancestors 'none'";
        headers.XFrameOptions = "DENY";
        headers.XContentTypeOptions = "nosniff";
    }

    /// <summary>What pages and redirects share. Antiforgery warns unless Cache-Control is exactly this.</summary>
    public static void SetCommon(HttpResponse response)
    {
        var headers = response.Headers;
        headers.CacheControl = "no-cache, no-store";
        headers.Pragma = "no-cache";
        headers["Referrer-Policy"] = "no-referrer";
        headers.Vary = "Cookie";
    }

    /// <summary>303: the browser follows with a GET, whatever it came with.</summary>
    public static void SeeOther(HttpContext context, string location)
    {
        SetCommon(context.Response);
        context.Response.StatusCode = StatusCodes.Status303SeeOther;
        context.Response.Headers.Location = location;
    }
}
