using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.Metrics.Testing;
using ScofPush.Tests;

namespace ScofPush.AspNetCore.Tests.Hosting;

/// <summary>A shop that verifies with one pinned key, a browser in front of it, and the metric that counts what arrived.</summary>
internal sealed class SignedShop : IAsyncDisposable
{
    private readonly string _file = Path.GetTempFileName();

    private SignedShop() => File.WriteAllText(_file, Signer.Pem);

    public PushSigner Signer => PushSigner.Known;

    public TestShop Shop { get; private set; } = null!;

    public Browser Browser { get; private set; } = null!;

    public MetricCollector<long> Detections { get; private set; } = null!;

    public static async Task<SignedShop> StartAsync(string? policy = null, Action<Dictionary<string, string?>>? settings = null, string environment = "Development")
    {
        var signed = new SignedShop();
        var all = new Dictionary<string, string?>
        {
            ["ScofPush:Detection:KeyFiles:key-1"] = signed._file,
            ["ScofPush:Detection:SignedPush"] = policy,
            ["ScofPush:Pending:AllowInMemoryStore"] = "true",
            ["ScofPush:Pending:LandingsPerMinute"] = "0",
        };
        settings?.Invoke(all);
        signed.Shop = await TestShop.StartAsync(new TestShopSetup { Settings = all, Environment = environment });
        signed.Browser = signed.Shop.NewBrowser();
        signed.Detections = new MetricCollector<long>(signed.Shop.Services.GetRequiredService<IMeterFactory>(), "ScofPush", "scofpush.detections");
        return signed;
    }

    public Task<Page> PushAsync(string token, string more = "") => Browser.GetAsync($"/?pushAccountData={token}{more}");

    public async ValueTask DisposeAsync()
    {
        Detections.Dispose();
        Browser.Dispose();
        await Shop.DisposeAsync();
        File.Delete(_file);
    }
}
