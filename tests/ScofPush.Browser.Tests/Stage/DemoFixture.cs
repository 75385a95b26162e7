using Microsoft.Playwright;
using ScofPush.Browser.Tests.Shoppers;

[assembly: AssemblyFixture(typeof(ScofPush.Browser.Tests.Stage.DemoFixture))]

namespace ScofPush.Browser.Tests.Stage;

/// <summary>One demo and one Chromium for all tests; each test has a browser profile of its own.</summary>
public sealed class DemoFixture : IAsyncLifetime
{
    private static readonly string Chromium = Environment.GetEnvironmentVariable("SCOFPUSH_CHROMIUM") ?? "/usr/bin/chromium";

    private static readonly string[] Quietly =
    [
        "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run",
        "--disable-quic",
    ];

    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("scofpush-demo-");
    private DemoProcess? _demo;
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    internal DemoProcess Demo => _demo!;

    internal CallLog Calls { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        if (!File.Exists(Chromium) || OperatingSystem.IsWindows())
        {
            return;
        }

        Assertions.SetDefaultExpectTimeout(Shopper.PatienceMilliseconds);
        var browser = LaunchAsync();
        _demo = await DemoProcess.StartAsync(_data.FullName);
        Calls = new CallLog(new UriBuilder(_demo.Network) { Host = "127.0.0.1" }.Uri);
        _browser = await browser;
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.CloseAsync();
        }

        _playwright?.Dispose();
        try
        {
            if (_demo is not null)
            {
                Calls.Dispose();
                await _demo.StopAsync();
                _demo.Dispose();
            }
        }
        finally
        {
            _data.Delete(recursive: true);
        }
    }

    /// <summary>Without Chromium the test is skipped, where it must not be missing it fails.</summary>
    internal IBrowser RequireBrowser()
    {
        if (_browser is null)
        {
            var missing = $"These tests need Chromium at {Chromium}, or where SCOFPUSH_CHROMIUM says, and a Unix to signal processes on.";
            Assert.SkipUnless(Environment.GetEnvironmentVariable("CI") == "true", missing);
            Assert.Fail(missing);
        }

        return _browser;
    }

    /// <summary>Somebody with a fresh browser, at the demo of all tests or at another.</summary>
    internal async Task<Shopper> NewShopperAsync(bool javaScript = true, DemoProcess? at = null) =>
        await Shopper.StartAsync(await NewContextAsync(javaScript), at ?? Demo);

    internal async Task<IBrowserContext> NewContextAsync(bool javaScript = true)
    {
        var context = await RequireBrowser().NewContextAsync(new BrowserNewContextOptions
        {
            JavaScriptEnabled = javaScript,
            Locale = "en-GB",
            ReducedMotion = ReducedMotion.Reduce,
            ViewportSize = new ViewportSize { Width = Shopper.NarrowWidth, Height = 700 },
        });
        context.SetDefaultTimeout(Shopper.PatienceMilliseconds);
        return context;
    }

    private async Task<IBrowser> LaunchAsync()
    {
        _playwright = await Playwright.CreateAsync();
        return await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = Chromium, Headless = true, Args = Quietly });
    }
}
