using System.Net;
using ScofPush.Tests;

namespace ScofPush.AspNetCore.Tests.Hosting;

/// <summary>Requests as a browser sends them when the shopper goes to a page.</summary>
internal static class Navigation
{
    /// <param name="browser">The browser.</param>
    /// <param name="url">The page.</param>
    /// <param name="headers">What differs from a link of the same site that is opened in the tab; <see langword="null"/> for a header that is not sent.</param>
    public static Task<Page> GoAsync(this Browser browser, string url, params (string Name, string? Value)[] headers)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, url);
        var all = new Dictionary<string, string?>
        {
            ["Accept"] = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
            ["Sec-Fetch-Site"] = "same-origin",
            ["Sec-Fetch-Mode"] = "navigate",
            ["Sec-Fetch-Dest"] = "document",
        };
        foreach (var (name, value) in headers)
        {
            all[name] = value;
        }

        foreach (var (name, value) in all.Where(header => header.Value is not null))
        {
            request.Headers.Add(name, value);
        }

        return browser.SendAsync(request);
    }

    /// <summary>The cookies that the browser would send to an address.</summary>
    public static IEnumerable<Cookie> CookiesFor(this Browser browser, Uri address, string path) =>
        browser.Cookies.GetCookies(new Uri(address, path));
}
