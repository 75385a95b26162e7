using System.Net;
using System.Security.Cryptography.X509Certificates;
using AngleSharp;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace ScofPush.Tests;

/// <summary>
/// A shopper's browser without script: keeps cookies, does not follow redirects by itself, reads forms from the page. A request that says
/// <c>Sec-Fetch-Site: cross-site</c> comes without the cookies that SameSite holds back.
/// </summary>
public sealed class Browser : IDisposable
{
    private readonly HttpClient _http;
    private readonly HashSet<string> _strict = [];
    private readonly HashSet<string> _open = [];

    public Browser(Uri baseAddress, CookieContainer? cookies = null, X509Certificate2? trusted = null)
    {
        Cookies = cookies ?? new CookieContainer();
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false };
        if (trusted is not null)
        {
            handler.SslOptions.RemoteCertificateValidationCallback = (_, shown, _, _) => trusted.Equals(shown);
        }

        _http = new HttpClient(handler) { BaseAddress = baseAddress };
    }

    public CookieContainer Cookies { get; }

    public void Dispose() => _http.Dispose();

    public Task<Page> GetAsync(string url) => SendAsync(new HttpRequestMessage(HttpMethod.Get, url));

    public Task<Page> PostAsync(string url, params (string Name, string Value)[] fields) =>
        SendAsync(new HttpRequestMessage(HttpMethod.Post, url)
        {
            Content = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value))),
        });

    public async Task<Page> SendAsync(HttpRequestMessage request)
    {
        var address = new Uri(_http.BaseAddress!, request.RequestUri!);
        var cookies = Cookies.GetCookies(address).Where(cookie => MaySend(cookie.Name, request)).Select(cookie => $"{cookie.Name}={cookie.Value}").ToArray();
        if (cookies.Length > 0)
        {
            request.Headers.Add("Cookie", string.Join("; ", cookies));
        }

        var response = await _http.SendAsync(request);
        foreach (var cookie in response.Headers.TryGetValues("Set-Cookie", out var values) ? values : [])
        {
            Keep(address, cookie);
        }

        var text = await response.Content.ReadAsStringAsync();
        var document = await new HtmlParser(default, BrowsingContext.New()).ParseDocumentAsync(text);
        return new Page(this, response, text, document);
    }

    private void Keep(Uri address, string cookie)
    {
        var name = cookie[..cookie.IndexOf('=', StringComparison.Ordinal)];
        SetIf(_strict, "samesite=strict");
        SetIf(_open, "samesite=none");
        Cookies.SetCookies(address, cookie);

        void SetIf(HashSet<string> names, string attribute)
        {
            if (cookie.Contains(attribute, StringComparison.OrdinalIgnoreCase))
            {
                names.Add(name);
            }
            else
            {
                names.Remove(name);
            }
        }
    }

    /// <summary>What says nothing is Lax.</summary>
    private bool MaySend(string cookie, HttpRequestMessage request) =>
        !request.Headers.TryGetValues("Sec-Fetch-Site", out var site) || site.Single() != "cross-site"
        || _open.Contains(cookie)
        || (request.Method == HttpMethod.Get && !_strict.Contains(cookie));
}

/// <summary>One answer, as a page.</summary>
public sealed record Page(Browser Browser, HttpResponseMessage Response, string Text, IHtmlDocument Document)
{
    public HttpStatusCode Status => Response.StatusCode;

    /// <summary>The Location header as it was sent.</summary>
    public string? Location => Header("Location");

    public string? Heading => Document.QuerySelector("h1")?.TextContent.Trim();

    /// <summary>The SP code that the page names.</summary>
    public string? Code => Document.QuerySelector("[data-code]")?.GetAttribute("data-code");

    public IElement? Find(string selector) => Document.QuerySelector(selector);

    /// <summary>A header as it was sent, not as HttpClient would write it.</summary>
    public string? Header(string name) =>
        Response.Headers.NonValidated.TryGetValues(name, out var values) || Response.Content.Headers.NonValidated.TryGetValues(name, out values)
            ? values.ToString()
            : null;

    /// <summary>Follows local redirects until a page comes, or an address on another site.</summary>
    public async Task<Page> FollowAsync()
    {
        var page = this;
        for (var hops = 0; page.Location is { } location && IsLocal(location); hops++)
        {
            if (hops == 10)
            {
                throw new InvalidOperationException($"More than ten redirects, the last to {location}");
            }

            page = await page.Browser.GetAsync(location);
        }

        return page;
    }

    /// <summary>Submits the form whose action ends in <paramref name="action"/>, with its hidden fields.</summary>
    public Task<Page> SubmitAsync(string action, params (string Name, string Value)[] fields)
    {
        var form = Document.Forms.FirstOrDefault(candidate => candidate.GetAttribute("action")?.EndsWith(action, StringComparison.Ordinal) ?? false)
            ?? throw new InvalidOperationException($"No form for {action} on the page \"{Heading}\" ({Status}): {Text}");
        var hidden = form.QuerySelectorAll<IHtmlInputElement>("input[type=hidden]")
            .Select(input => (input.Name!, input.Value))
            .Where(field => fields.All(given => given.Name != field.Item1));
        return Browser.PostAsync(form.GetAttribute("action")!, [.. hidden, .. fields]);
    }

    private bool IsLocal(string location) =>
        location.StartsWith('/') || location.StartsWith(Response.RequestMessage!.RequestUri!.GetLeftPart(UriPartial.Authority) + "/", StringComparison.Ordinal);
}
