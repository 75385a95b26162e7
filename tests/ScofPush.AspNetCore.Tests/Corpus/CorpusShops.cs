using System.Diagnostics.Metrics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.Metrics.Testing;
using Microsoft.Extensions.Hosting;
using ScofPush.AspNetCore.Tests.Hosting;
using ScofPush.Tests;
using Xunit;

namespace ScofPush.AspNetCore.Tests.Corpus;

/// <summary>A shop in Production for each policy, on real Kestrel, for all entries.</summary>
public sealed class CorpusShops : IAsyncLifetime
{
    private readonly string _keyFile = Path.GetTempFileName();
    private readonly Dictionary<string, CorpusShop> _shops = new(StringComparer.Ordinal);

    internal CorpusShop this[string policy] => _shops[policy];

    public async ValueTask InitializeAsync()
    {
        await File.WriteAllTextAsync(_keyFile, PushSigner.Known.Pem);
        foreach (var policy in new[] { "PlainOnly", "Preferred", "Required" })
        {
            _shops[policy] = new CorpusShop(await TestShop.StartAsync(SetupOf(policy)));
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var shop in _shops.Values)
        {
            await shop.DisposeAsync();
        }

        File.Delete(_keyFile);
    }

    private TestShopSetup SetupOf(string policy) => new()
    {
        Environment = Environments.Production,
        Settings = new()
        {
            ["ScofPush:Detection:KeyFiles:key-1"] = _keyFile,
            ["ScofPush:Detection:SignedPush"] = policy,
            ["ScofPush:Pending:AllowInMemoryStore"] = "true",
            ["ScofPush:Pending:LandingsPerMinute"] = "0",
        },
        Services = services => services.Configure<KestrelServerOptions>(kestrel => kestrel.Limits.MaxRequestLineSize = 64 * 1024),
        Pipeline = app =>
        {
            app.UsePathBase("/store");
            app.UseScofPush();
            TestShop.MapShop(app);
        },
    };
}

/// <summary>A shop, a browser in front of it, and the metric that counts what arrived.</summary>
internal sealed class CorpusShop(TestShop shop) : IAsyncDisposable
{
    private readonly Browser _browser = shop.NewBrowser();

    public IServiceProvider Services => shop.Services;

    public MetricCollector<long> Detections { get; } = new(shop.Services.GetRequiredService<IMeterFactory>(), "ScofPush", "scofpush.detections");

    /// <summary>Sends a request target as it is: a client's usual <see cref="Uri"/> would tidy it up.</summary>
    public Task<Page> GetAsync(string target)
    {
        var uri = new Uri(shop.Address.GetLeftPart(UriPartial.Authority) + target, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
        return _browser.SendAsync(new HttpRequestMessage(HttpMethod.Get, uri));
    }

    public async ValueTask DisposeAsync()
    {
        Detections.Dispose();
        _browser.Dispose();
        await shop.DisposeAsync();
    }
}
