using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using ScofPush.AspNetCore.Enrollment;
using ScofPush.AspNetCore.Notifications;
using ScofPush.AspNetCore.Tests.Hosting;
using ScofPush.Hosts.Tests.Hosts;
using ScofPush.Tests;

namespace ScofPush.Hosts.Tests.Matrix;

/// <summary>A host on Kestrel with cookie sign-in, the flow, an in-memory store and a fake network, which notifies.</summary>
internal sealed class RunningHost : IAsyncDisposable
{
    public const string Bank = "https://bank.example";

    private static readonly string ApplicationName = typeof(RunningHost).Assembly.GetName().Name!;

    private static readonly X509Certificate2 Certificate = LoopbackCertificate.New();

    private readonly IHost _host;
    private readonly OidcProvider? _provider;
    private readonly Nginx? _proxy;

    private RunningHost(IHost host, HostCase hostCase, OidcProvider? provider, Nginx? proxy)
    {
        (_host, _provider, _proxy, Case) = (host, provider, proxy, hostCase);
        Network = host.Services.GetRequiredService<FakeNetwork>();
        Recorded = host.Services.GetRequiredService<RecorderLog>();
        Address = proxy?.Address ?? AddressOf(host);
    }

    public HostCase Case { get; }

    public FakeNetwork Network { get; }

    public RecorderLog Recorded { get; }

    /// <summary>Where the shopper finds the host.</summary>
    public Uri Address { get; }

    public IServiceProvider Services => _host.Services;

    public FakeLogCollector Logs => _host.Services.GetFakeLogCollector();

    public static async Task<RunningHost> StartAsync(HostCase hostCase, Placement placement)
    {
        var line = new Line(placement);
        var provider = hostCase.HasProvider ? await OidcProvider.StartAsync() : null;
        var settings = Settings(hostCase, provider);
        var host = hostCase.IsStartup ? BuildStartup(hostCase, line, settings) : BuildApplication(hostCase, line, settings);
        await hostCase.Prepare(host.Services);
        await host.StartAsync();
        var proxy = hostCase.NginxLocation is { } location ? await Nginx.StartAsync(AddressOf(host), hostCase.Prefix, location, Certificate) : null;
        return new RunningHost(host, hostCase, provider, proxy);
    }

    public Browser NewBrowser() => new(Address, trusted: Certificate);

    public async ValueTask DisposeAsync()
    {
        await (_proxy?.DisposeAsync() ?? ValueTask.CompletedTask);
        await _host.StopAsync();
        _host.Dispose();
        await (_provider?.DisposeAsync() ?? ValueTask.CompletedTask);
    }

    private static Uri AddressOf(IHost host) =>
        new(host.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());

    private static WebApplication BuildApplication(HostCase hostCase, Line line, Dictionary<string, string?> settings)
    {
        var options = new WebApplicationOptions { EnvironmentName = Environments.Development, ApplicationName = ApplicationName };
        var builder = hostCase.IsSlim ? WebApplication.CreateSlimBuilder(options) : WebApplication.CreateBuilder(options);
        builder.WebHost.UseUrls(hostCase.HasProvider ? "https://127.0.0.1:0" : "http://127.0.0.1:0");
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.ConfigureHttpsDefaults(https => https.ServerCertificate = Certificate));
        builder.Configuration.AddInMemoryCollection(settings);
        AddServices(builder.Services, builder.Configuration, hostCase);
        var app = builder.Build();
        hostCase.Pipeline(hostCase, app, line);
        return app;
    }

    private static IHost BuildStartup(HostCase hostCase, Line line, Dictionary<string, string?> settings) => Host.CreateDefaultBuilder()
        .ConfigureAppConfiguration(configuration => configuration.AddInMemoryCollection(settings))
        .ConfigureWebHostDefaults(web => web
            .UseUrls("http://127.0.0.1:0")
            .UseEnvironment(Environments.Development)
            .UseStartup(context => new Startup(hostCase, line, context.Configuration))
            .UseSetting(WebHostDefaults.ApplicationKey, ApplicationName))
        .Build();

    private static void AddServices(IServiceCollection services, IConfiguration configuration, HostCase hostCase)
    {
        services.AddLogging(logging => logging.ClearProviders().AddFakeLogging());
        hostCase.Authentication(services, configuration);
        services.AddAuthorization();
        services.AddScofPushCore(configuration).AddInMemoryStore().AddRecorder<Recorder>();
        services.AddSingleton<RecorderLog>();
        services.AddSingleton<ICardNotificationReader, Notifier.Reader>();
        services.AddSingleton<FakeNetwork>();
        services.AddSingleton<ICardEnroller>(provider => provider.GetRequiredService<FakeNetwork>());
        services.AddSingleton<ICardOnFileClient>(provider => provider.GetRequiredService<FakeNetwork>());
        hostCase.Services(services);
    }

    private static Dictionary<string, string?> Settings(HostCase hostCase, OidcProvider? provider) => new(hostCase.Settings.Concat(Notifier.Settings))
    {
        [OidcProvider.AddressKey] = provider?.Address.ToString(),
        ["ScofPush:Pages:ShopName"] = "Kiln & Leaf",
        ["ScofPush:Returning:AllowedCallbacks:0"] = Bank,
        ["ScofPush:Enrollment:Wait"] = "00:00:30",
    };

    private sealed class Startup(HostCase hostCase, Line line, IConfiguration configuration)
    {
        public void ConfigureServices(IServiceCollection services) => AddServices(services, configuration, hostCase);

        public void Configure(IApplicationBuilder app) => hostCase.Pipeline(hostCase, app, line);
    }
}
