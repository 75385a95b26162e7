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

namespace ScofPush.Plugin.Tests.Hosting;

/// <summary>The Network sample on a loopback port.</summary>
internal sealed class NetworkHost : WebApplicationFactory<NetworkSimulator>
{
    /// <summary>Where the network believes the shop to be. Several shops run here, so only its path and query are followed.</summary>
    public const string PushUri = "http://shop.example/";

    private const string KeySetPath = "/mdes/connect/1/0/jwks.json";

    private readonly Merchant _merchant;
    private readonly string _folder;
    private readonly Door _door = new();

    /// <param name="merchant">The one merchant that the network knows.</param>
    /// <param name="folder">Where it keeps its signing key.</param>
    /// <param name="port">That of a network that was there before; any free one when it is 0.</param>
    public NetworkHost(Merchant merchant, string folder, int port = 0)
    {
        _merchant = merchant;
        _folder = folder;
        UseKestrel(port);
        StartServer();
        Address = new Uri(Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First());
        Http = new HttpClient { BaseAddress = Address };
        Issuer = new Issuer(Http, merchant);
    }

    public Uri Address { get; }

    public string Origin => Address.GetLeftPart(UriPartial.Authority);

    public HttpClient Http { get; }

    /// <summary>A bank that pushes through this network.</summary>
    public Issuer Issuer { get; }

    public string KeySetUrl => $"{Origin}{KeySetPath}";

    /// <summary>The key that signs pushes. Without it, the network makes a new one when it starts.</summary>
    public string SigningKeyFile => Path.Combine(DataFolder, "push-data-signing-key.pem");

    /// <summary>How often somebody has fetched the key set.</summary>
    public int KeyReadings => _door.KeyReadings;

    private string DataFolder => Path.Combine(_folder, "network");

    /// <summary>Ends when the network works on an Enroll call with the receipt, long before the log shows it.</summary>
    public Task WhenEnrolling(string receipt) => _door.WhenSeen(receipt);

    public async Task<List<NetworkCall>> CallsAsync() => (await Http.GetFromJsonAsync<List<NetworkCall>>("/log.json"))!;

    public async Task<List<NetworkCall>> EnrollsOfAsync(string receipt) =>
        [.. (await CallsAsync()).Where(call => call.Operation == "Enroll" && call.Receipt == receipt)];

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        const string Section = "Network:Merchants:0:";
        builder.UseSetting("Network:DataFolder", DataFolder);
        builder.UseSetting("Network:SlowSeconds", "2");
        builder.UseSetting(Section + "TokenRequestorId", _merchant.TokenRequestorId);
        builder.UseSetting(Section + "Name", "Tidewell");
        builder.UseSetting(Section + "PushUri", PushUri);
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

    /// <summary>Looks at calls as they come in: at Enroll, so that a test can stop the shop while it waits, and at the key set.</summary>
    private sealed class Door : IStartupFilter
    {
        private readonly ConcurrentDictionary<string, TaskCompletionSource> _seen = new(StringComparer.Ordinal);

        private int _keyReadings;

        public int KeyReadings => Volatile.Read(ref _keyReadings);

        public Task WhenSeen(string receipt) => Of(receipt).Task;

        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use(async (context, following) =>
            {
                string? receipt = null;
                if (context.Request.Path == KeySetPath)
                {
                    Interlocked.Increment(ref _keyReadings);
                }
                else if (HttpMethods.IsPost(context.Request.Method) && context.Request.Path.Value!.EndsWith("/cards", StringComparison.Ordinal))
                {
                    context.Request.EnableBuffering();
                    using var body = await JsonDocument.ParseAsync(context.Request.Body);
                    context.Request.Body.Position = 0;
                    receipt = body.RootElement.GetProperty("enrolmentReferenceData").GetProperty("enrolmentReferenceId").GetString();
                }

                // The body is here, so the network has read it and gone to work by the time it first waits.
                var work = following(context);
                if (receipt is not null)
                {
                    Of(receipt).TrySetResult();
                }

                await work;
            });
            next(app);
        };

        private TaskCompletionSource Of(string receipt) =>
            _seen.GetOrAdd(receipt, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
    }
}

/// <summary>One line of the network's log.</summary>
internal sealed record NetworkCall(
    string Operation,
    string? Receipt,
    string? ConsumerId,
    int Status,
    bool Enrolled,
    bool? OauthValid,
    string? CardId,
    string? FlowIdIn,
    string? FlowIdOut);
