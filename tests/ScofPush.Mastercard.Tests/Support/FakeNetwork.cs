using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ScofPush.Mastercard.Tests.Support;

/// <summary>The card API on real Kestrel: keeps every request and answers as the test says.</summary>
internal sealed class FakeNetwork : IAsyncDisposable
{
    public const string BasePath = "/src/api/digital/payments";

    private readonly WebApplication _app;
    private readonly SemaphoreSlim _arrivals = new(0);
    private int _count;

    private FakeNetwork(WebApplication app) => _app = app;

    /// <summary>Answers the request of the given number, counted from 1.</summary>
    public Func<int, HttpContext, Task> Answer { get; set; } = (_, context) => Answers.Json(context, 200, Answers.Enrolled());

    public ConcurrentQueue<SeenRequest> Requests { get; } = [];

    public Uri Address => new(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single() + BasePath);

    public static async Task<FakeNetwork> StartAsync(int port = 0)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(options => options.Listen(System.Net.IPAddress.Loopback, port));
        var network = new FakeNetwork(builder.Build());
        network._app.Run(network.HandleAsync);
        await network._app.StartAsync();
        return network;
    }

    /// <summary>Answers the requests in turn, the last answer again and again.</summary>
    public void AnswerWith(params Func<HttpContext, Task>[] answers) =>
        Answer = (number, context) => answers[Math.Min(number, answers.Length) - 1](context);

    /// <summary>Waits until one more request has arrived.</summary>
    public async Task WaitForRequestAsync() =>
        Assert.True(await _arrivals.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken), "No request came.");

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _arrivals.Dispose();
    }

    private async Task HandleAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        Requests.Enqueue(
            new SeenRequest(
                context.Request.Method,
                $"{context.Request.Scheme}://{context.Request.Host}{context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget}",
                context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase),
                body.ToArray()
            )
        );
        _arrivals.Release();
        await Answer(Interlocked.Increment(ref _count), context);
    }
}

internal sealed record SeenRequest(string Method, string Url, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    public string Text => System.Text.Encoding.UTF8.GetString(Body);

    public string PathAndQuery => Url[Url.IndexOf(FakeNetwork.BasePath, StringComparison.Ordinal)..];
}
