using System.Security.Claims;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace ScofPush.Benchmarks.Hosting;

/// <summary>Sends requests of one signed-in customer through a pipeline, one after another.</summary>
internal sealed class Browser(RequestDelegate pipeline, IHttpContextFactory contexts)
{
    private const string TokenField = "__RequestVerificationToken";

    // Signed in by the host, ahead of the plugin: reading its cookie is not the plugin's cost.
    private static readonly ClaimsPrincipal Customer = new(new ClaimsIdentity(
        [new Claim(ClaimTypes.NameIdentifier, "key-anna"), new Claim(ClaimTypes.Name, "anna@example.com")], "Cookies"));

    private readonly MemoryStream _body = new();
    private byte[] _form = [];
    private string? _cookie;

    public Task<Answer> GetAsync(string path, string query = "") => SendAsync(new HttpRequestFeature
    {
        Method = HttpMethods.Get,
        Path = path,
        QueryString = query,
        Headers = Headers(),
    });

    /// <summary>Posts the form whose token <see cref="KeepToken"/> took.</summary>
    public Task<Answer> PostAsync(string path)
    {
        var headers = Headers();
        headers.ContentType = "application/x-www-form-urlencoded";
        headers.ContentLength = _form.Length;
        return SendAsync(new HttpRequestFeature
        {
            Method = HttpMethods.Post,
            Path = path,
            Headers = headers,
            Body = new MemoryStream(_form, writable: false),
        });
    }

    /// <summary>Takes the antiforgery token of a page and its cookie. They belong to the customer, so they do for every push.</summary>
    public void KeepToken(Answer page)
    {
        const string Before = $"name=\"{TokenField}\" type=\"hidden\" value=\"";
        var html = page.Text;
        var start = html.IndexOf(Before, StringComparison.Ordinal) + Before.Length;
        var token = html[start..html.IndexOf('"', start)];
        _form = Encoding.ASCII.GetBytes($"{TokenField}={Uri.EscapeDataString(token)}");
        _cookie = page.SetCookie!.Split(';')[0];
    }

    private IHeaderDictionary Headers()
    {
        IHeaderDictionary headers = new HeaderDictionary();
        headers.Host = "shop.example";
        if (_cookie is not null)
        {
            headers.Cookie = _cookie;
        }

        return headers;
    }

    private async Task<Answer> SendAsync(HttpRequestFeature request)
    {
        request.Scheme = "https";
        request.Protocol = HttpProtocol.Http11;
        _body.SetLength(0);
        var response = new Response();
        var features = new FeatureCollection();
        features.Set<IHttpRequestFeature>(request);
        features.Set<IHttpResponseFeature>(response);
        features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(_body));
        var context = contexts.Create(features);
        context.User = Customer;
        try
        {
            await pipeline(context);
        }
        finally
        {
            await response.CompleteAsync();
            contexts.Dispose(context);
        }

        return new Answer(
            response.StatusCode,
            response.Headers.Location,
            response.Headers.SetCookie,
            _body.GetBuffer().AsMemory(0, (int)_body.Length));
    }

    /// <summary>As a server's: it ends what is registered with the response, above all the scope of the request's services.</summary>
    private sealed class Response : HttpResponseFeature
    {
        private readonly List<(Func<object, Task> Callback, object State)> _completed = [];

        public override void OnCompleted(Func<object, Task> callback, object state) => _completed.Add((callback, state));

        public async Task CompleteAsync()
        {
            for (var index = _completed.Count - 1; index >= 0; index--)
            {
                await _completed[index].Callback(_completed[index].State);
            }
        }
    }
}
