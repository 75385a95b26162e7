using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Network;
using ScofPush.Plugin.Tests.Hosting;

namespace ScofPush.Crash.Tests.Stage;

/// <summary>The Network sample on a loopback port. It takes its time, and notes when calls arrive.</summary>
internal sealed class NetworkHost : WebApplicationFactory<NetworkSimulator>
{
    private readonly Merchant _merchant;
    private readonly string _folder;
    private readonly Door _door;

    /// <param name="merchant">The one merchant that the network knows.</param>
    /// <param name="folder">Where it keeps its signing key.</param>
    /// <param name="wait">What an Enroll call waits for before the network goes to work on it.</param>
    public NetworkHost(Merchant merchant, string folder, Func<Task> wait)
    {
        _merchant = merchant;
        _folder = folder;
        _door = new Door(wait);
        UseKestrel(0);
        StartServer();
        var address = new Uri(Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First());
        Origin = address.GetLeftPart(UriPartial.Authority);
        Http = new HttpClient { BaseAddress = address };
        Issuer = new Issuer(Http, merchant);
    }

    public string Origin { get; }

    public HttpClient Http { get; }

    /// <summary>A bank that pushes through this network.</summary>
    public Issuer Issuer { get; }

    /// <summary>Ends when the first Enroll call with the receipt is here.</summary>
    public Task WhenArrived(string receipt) => _door.WhenArrived(receipt);

    /// <summary>Every Enroll call: when it came, and what the network's log says of it. One that is being worked on has no answer yet.</summary>
    public async Task<ILookup<string, EnrollCall>> EnrollsAsync()
    {
        var log = (await Http.GetFromJsonAsync<List<LogLine>>("/log.json", TestContext.Current.CancellationToken))!;
        var answers = log
            .Where(line => line.Operation == "Enroll")
            .GroupBy(line => line.Receipt!, StringComparer.Ordinal)
            .ToDictionary(lines => lines.Key, lines => new Queue<LogLine>(lines), StringComparer.Ordinal);
        return _door.Arrivals
            .Select(arrival => new EnrollCall(
                arrival.Receipt,
                arrival.At,
                !arrival.IsDropped && answers.TryGetValue(arrival.Receipt, out var lines) && lines.TryDequeue(out var answer) ? answer : null))
            .ToLookup(call => call.Receipt, StringComparer.Ordinal);
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        const string Section = "Network:Merchants:0:";
        builder.UseSetting("Network:DataFolder", Path.Combine(_folder, "network"));
        builder.UseSetting(Section + "TokenRequestorId", _merchant.TokenRequestorId);
        builder.UseSetting(Section + "Name", "Tidewell");
        builder.UseSetting(Section + "PushUri", "http://shop.example/");
        builder.UseSetting(Section + "ConsumerKey", _merchant.ConsumerKey);
        builder.UseSetting(Section + "PublicKeyFile", _merchant.PublicKeyFile);
        builder.UseSetting(Section + "SrcClientId", _merchant.SrcClientId);
        builder.UseSetting(Section + "ServiceId", _merchant.ServiceId);
        builder.UseSetting(Section + "SrcDpaId", _merchant.SrcDpaId);
        builder.ConfigureLogging(logging => logging.ClearProviders());
        builder.ConfigureTestServices(services => services.AddSingleton<IStartupFilter>(_door));
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing)
        {
            Http?.Dispose();
        }
    }

    private sealed record Arrival(string Receipt, DateTimeOffset At)
    {
        public bool IsDropped { get; set; }
    }

    private sealed class Door(Func<Task> wait) : IStartupFilter
    {
        private readonly ConcurrentDictionary<string, TaskCompletionSource> _first = new(StringComparer.Ordinal);

        public ConcurrentQueue<Arrival> Arrivals { get; } = [];

        public Task WhenArrived(string receipt) => Of(receipt).Task;

        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use(async (context, following) =>
            {
                if (HttpMethods.IsPost(context.Request.Method) && context.Request.Path.Value!.EndsWith("/cards", StringComparison.Ordinal))
                {
                    context.Request.EnableBuffering();
                    using var body = await JsonDocument.ParseAsync(context.Request.Body);
                    context.Request.Body.Position = 0;
                    var receipt = body.RootElement.GetProperty("enrolmentReferenceData").GetProperty("enrolmentReferenceId").GetString()!;
                    var arrival = new Arrival(receipt, TimeProvider.System.GetUtcNow());
                    Arrivals.Enqueue(arrival);
                    Of(receipt).TrySetResult();
                    await wait();
                    if (context.RequestAborted.IsCancellationRequested && IsUnlucky(receipt))
                    {
                        arrival.IsDropped = true;
                        return;
                    }

                    // The caller is gone or not: the network goes on.
                    context.RequestAborted = CancellationToken.None;
                }

                await following(context);
            });
            next(app);
        };

        /// <summary>Of calls whose caller is gone, the network does half. The shop cannot tell which.</summary>
        private static bool IsUnlucky(string receipt) => receipt[^1] % 2 == 0;

        private TaskCompletionSource Of(string receipt) =>
            _first.GetOrAdd(receipt, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
    }
}

/// <summary>One line of the network's log.</summary>
internal sealed record LogLine(string Operation, DateTimeOffset Time, string? Receipt, int Status, bool Enrolled, string? CardId);

/// <summary>One Enroll call at the network.</summary>
/// <param name="Receipt">Its receipt.</param>
/// <param name="At">When it arrived.</param>
/// <param name="Answer">The network's answer; none while it works, or when it dropped the call of a caller that was gone.</param>
internal sealed record EnrollCall(string Receipt, DateTimeOffset At, LogLine? Answer);
