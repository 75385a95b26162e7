using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using ScofPush.Tests;

namespace ScofPush.Hosts.Tests.Matrix;

/// <summary>A tab of the shopper's browser: follows links, forms, redirects and refreshes, with the headers that Chromium sends.</summary>
internal sealed class Tab(Browser browser, Uri site)
{
    private const int MaxRedirects = 20;

    private Page? _page;

    /// <summary>Every address that was asked for.</summary>
    public List<Uri> Addresses { get; } = [];

    /// <summary>Every cookie, as it was set.</summary>
    public List<(Uri By, string Cookie)> SetCookies { get; } = [];

    /// <summary>What is shown; an answer with a <c>Location</c> if that leads to the bank, which is not there.</summary>
    public Page Page => _page ?? throw new InvalidOperationException("Nothing was opened yet");

    private Uri Address => Addresses[^1];

    /// <summary>A link on a page of another origin, or an address that the shopper typed.</summary>
    public Task OpenAsync(string url, string? from = null) => GoAsync(HttpMethod.Get, new Uri(site, url), from is null ? null : new Uri(from));

    public Task ClickAsync(string selector) =>
        GoAsync(HttpMethod.Get, new Uri(Address, Require<IHtmlAnchorElement>(selector).GetAttribute("href")!), Address);

    /// <summary>With the hidden fields of the form.</summary>
    public Task SubmitAsync(string selector, params (string Name, string Value)[] fields)
    {
        var form = Require<IHtmlFormElement>(selector);
        var hidden = form.QuerySelectorAll<IHtmlInputElement>("input[type=hidden]").Select(input => (Name: input.Name!, input.Value));
        var all = hidden.Concat(fields).Select(field => KeyValuePair.Create(field.Name, field.Value)).ToArray();
        return GoAsync(HttpMethod.Post, new Uri(Address, form.GetAttribute("action") ?? ""), Address, all);
    }

    private T Require<T>(string selector)
        where T : class =>
        Page.Find(selector) as T ?? throw new InvalidOperationException($"No {selector} at {Address} ({(int)Page.Status}): {Page.Text}");

    private async Task GoAsync(HttpMethod method, Uri url, Uri? initiator, KeyValuePair<string, string>[]? fields = null)
    {
        var isHidden = _page?.Header("Referrer-Policy") == "no-referrer";
        var fetchSite = FetchSite.None;
        for (var hops = 0; hops < MaxRedirects; hops++)
        {
            fetchSite = (FetchSite)Math.Max((int)fetchSite, (int)Relate(initiator, url));
            using var request = Request(method, url, fetchSite);
            if (fields is not null)
            {
                request.Content = new FormUrlEncodedContent(fields);
                request.Headers.Add("Origin", isHidden || initiator is null ? "null" : initiator.GetLeftPart(UriPartial.Authority));
            }

            Addresses.Add(url);
            _page = await browser.SendAsync(request);
            SetCookies.AddRange(_page.Response.Headers.TryGetValues("Set-Cookie", out var cookies) ? cookies.Select(cookie => (Address, cookie)) : []);
            if (_page.Location is { } location)
            {
                url = new Uri(url, location);
            }
            else if (_page.Header("Refresh") is { } refresh && refresh.StartsWith("0; url=", StringComparison.Ordinal))
            {
                (initiator, fetchSite, url) = (url, FetchSite.None, new Uri(url, refresh["0; url=".Length..]));
            }
            else
            {
                return;
            }

            if (url.OriginalString.StartsWith(RunningHost.Bank, StringComparison.Ordinal))
            {
                return;
            }

            (method, fields) = (HttpMethod.Get, null);
        }
    }

    private static HttpRequestMessage Request(HttpMethod method, Uri url, FetchSite fetchSite) => new(method, url)
    {
        Headers =
        {
            { "Accept", "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,image/apng,*/*;q=0.8" },
            { "Accept-Language", "en" },
            { "Upgrade-Insecure-Requests", "1" },
            {
                "Sec-Fetch-Site",
                fetchSite switch
                {
                    FetchSite.None => "none",
                    FetchSite.SameOrigin => "same-origin",
                    FetchSite.SameSite => "same-site",
                    _ => "cross-site",
                }
            },
            { "Sec-Fetch-Mode", "navigate" },
            { "Sec-Fetch-Dest", "document" },
        },
    };

    /// <summary>Hosts of one name are one site, whatever the port; of all addresses on the way the farthest counts.</summary>
    private static FetchSite Relate(Uri? initiator, Uri url) => initiator switch
    {
        null => FetchSite.None,
        _ when initiator.Scheme != url.Scheme || initiator.Host != url.Host => FetchSite.CrossSite,
        _ when initiator.Port != url.Port => FetchSite.SameSite,
        _ => FetchSite.SameOrigin,
    };

    private enum FetchSite
    {
        None,
        SameOrigin,
        SameSite,
        CrossSite,
    }
}
