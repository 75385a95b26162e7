using Microsoft.AspNetCore.Authentication.Cookies;
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
using ScofPush.AspNetCore.Tests.Hosting;

namespace ScofPush.Hosts.Tests.Matrix;

/// <summary>A host on Kestrel with cookie sign-in, the flow, an in-memory store and a fake network.</summary>
internal sealed class RunningHost : IAsyncDisposable
{
    public const string Bank = "https://bank.example";

    private static readonly string ApplicationName = typeof(RunningHost).Assembly.GetName().Name!;

    private readonly IHost _host;

    private RunningHost(IHost host, HostCase hostCase)
    {
        _host = host;
        Case = hostCase;
        Network = host.Services.GetRequiredService<FakeNetwork>();
    }

    public HostCase Case { get; }

    public FakeNetwork Network { get; }

    public FakeLogCollector Logs => _host.Services.GetFakeLogCollector();

    public Uri Address => new(_host.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());

    public static async Task<RunningHost> StartAsync(HostCase hostCase, Placement placement)
    {
        var line = new Line(placement);
        var host = hostCase.IsStartup ? BuildStartup(hostCase, line) : BuildApplication(hostCase, line);
        await host.StartAsync();
        return new RunningHost(host, hostCase);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
    }

    private static WebApplication BuildApplication(HostCase hostCase, Line line)
    {
        var options = new WebApplicationOptions { EnvironmentName = Environments.Development, ApplicationName = ApplicationName };
        var builder = hostCase.IsSlim ? WebApplication.CreateSlimBuilder(options) : WebApplication.CreateBuilder(options);
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Configuration.AddInMemoryCollection(Settings(hostCase));
        AddServices(builder.Services, builder.Configuration, hostCase);
        var app = builder.Build();
        hostCase.Pipeline(hostCase, app, line);
        return app;
    }

    private static IHost BuildStartup(HostCase hostCase, Line line) => Host.CreateDefaultBuilder()
        .ConfigureAppConfiguration(configuration => configuration.AddInMemoryCollection(Settings(hostCase)))
        .ConfigureWebHostDefaults(web => web
            .UseUrls("http://127.0.0.1:0")
            .UseEnvironment(Environments.Development)
            .UseStartup(context => new Startup(hostCase, line, context.Configuration))
            .UseSetting(WebHostDefaults.ApplicationKey, ApplicationName))
        .Build();

    private static void AddServices(IServiceCollection services, IConfiguration configuration, HostCase hostCase)
    {
        services.AddLogging(logging => logging.ClearProviders().AddFakeLogging());
        services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie(options => options.LoginPath = "/sign-in");
        services.AddAuthorization();
        services.AddScofPushCore(configuration).AddInMemoryStore();
        services.AddSingleton<FakeNetwork>();
        services.AddSingleton<ICardEnroller>(provider => provider.GetRequiredService<FakeNetwork>());
        services.AddSingleton<ICardOnFileClient>(provider => provider.GetRequiredService<FakeNetwork>());
        hostCase.Services(services);
    }

    private static Dictionary<string, string?> Settings(HostCase hostCase) => new(hostCase.Settings)
    {
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
