using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using ScofPush.AspNetCore.Enrollment;
using ScofPush.AspNetCore.Pending;
using ScofPush.Benchmarks.Accepting;
using ScofPush.EntityFrameworkCore;

namespace ScofPush.Benchmarks.Hosting;

/// <summary>Where the shop of a benchmark keeps its pushes.</summary>
internal enum Store
{
    /// <summary>Nowhere: what is measured is everything but the store.</summary>
    None,
    InMemory,
    Sqlite,
    PostgreSql,
}

/// <summary>
/// A host of the shortest kind: the plugin as any host gets it, then one terminal middleware. No server, no routing and no log provider,
/// so that what is measured is the plugin.
/// </summary>
internal sealed class Shop : IAsyncDisposable
{
    public const string Bank = "https://bank.example";

    private const string KeyFile = "push-key.pem";

    /// <summary>The task of the terminal middleware: whoever gets this very task knows that the request passed, without a state machine.</summary>
    public static readonly Task Passed = Task.FromResult("passed");

    private readonly IHost _host;
    private readonly string _folder;
    private readonly BenchDatabase? _database;

    private Shop(IHost host, string folder, BenchDatabase? database)
    {
        _host = host;
        _folder = folder;
        _database = database;
        Pipeline = host.Services.GetServices<IStartupFilter>().OfType<PipelineCatcher>().Single().Pipeline!;
        Browser = new Browser(Pipeline, host.Services.GetRequiredService<IHttpContextFactory>());
    }

    public RequestDelegate Pipeline { get; }

    public Browser Browser { get; }

    public ICardEnroller Enroller => _host.Services.GetRequiredService<ICardEnroller>();

    public IPushStore PushStore => _host.Services.GetRequiredService<IPushStore>();

    /// <summary>A shop with the plugin; with a signer, one that takes signed pushes only.</summary>
    public static Task<Shop> StartAsync(Store store = Store.InMemory, PushSigner? signer = null) =>
        StartAsync((services, configuration) => AddPlugin(services, configuration, store), app => app.UseScofPush(), signer);

    /// <summary>A shop with the plugin and its real card client, whose store counts.</summary>
    public static async Task<Shop> StartAsync(Store store, CardClient client)
    {
        var database = store == Store.PostgreSql ? await BenchDatabase.CreateAsync() : null;
        return await StartAsync(
            (services, configuration) => AddPlugin(services, configuration, store, client),
            app => app.UseScofPush(),
            settings:
            [
                .. client.Settings,
                new("ScofPush:Store:Provider", database is null ? nameof(StoreProvider.Sqlite) : nameof(StoreProvider.PostgreSql)),
                new("ConnectionStrings:ScofPush", database?.ConnectionString),
            ],
            database: database);
    }

    public static Task<Shop> StartWithoutPluginAsync() => StartAsync((_, _) => { }, _ => { });

    /// <summary>The same host without the plugin: every request is challenged by the framework's own OAuth handler.</summary>
    public static Task<Shop> StartChallengingAsync() =>
        StartAsync((services, _) => OAuthSignIn.AddServices(services), OAuthSignIn.Configure);

    private static async Task<Shop> StartAsync(
        Action<IServiceCollection, IConfiguration> addServices,
        Action<IApplicationBuilder> configure,
        PushSigner? signer = null,
        IReadOnlyList<KeyValuePair<string, string?>>? settings = null,
        BenchDatabase? database = null)
    {
        var folder = Directory.CreateTempSubdirectory("scofpush-bench-").FullName;
        var all = Settings;
        if (signer is not null)
        {
            await File.WriteAllTextAsync(Path.Combine(folder, KeyFile), signer.Pem);
            all[$"ScofPush:Detection:KeyFiles:{PushSigner.KeyId}"] = KeyFile;
        }

        var host = new HostBuilder()
            .UseContentRoot(folder)
            // A network on loopback has no certificate.
            .UseEnvironment(settings is null ? Environments.Production : Environments.Development)
            .ConfigureAppConfiguration(configuration => configuration.AddInMemoryCollection(all).AddInMemoryCollection(settings))
            .ConfigureWebHost(web => web
                .ConfigureServices((context, services) =>
                {
                    services.AddSingleton<IServer, NoServer>();
                    services.AddSingleton<IStartupFilter, PipelineCatcher>();
                    addServices(services, context.Configuration);
                })
                .Configure(app =>
                {
                    configure(app);
                    app.Run(_ => Passed);
                }))
            .Build();
        await host.StartAsync();
        return new Shop(host, folder, database);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
        if (_database is not null)
        {
            await _database.DisposeAsync();
        }
    }

    private static Dictionary<string, string?> Settings => new()
    {
        ["ScofPush:Pages:ShopName"] = "Kiln & Leaf",
        ["ScofPush:Pending:AllowInMemoryStore"] = "true",
        ["ScofPush:Pending:LandingsPerMinute"] = "0",
        ["ScofPush:Returning:AllowedCallbacks:0"] = Bank,
        ["ScofPush:Enrollment:ConsumerIdKey"] = Convert.ToBase64String(new byte[32]),
    };

    private static void AddPlugin(IServiceCollection services, IConfiguration configuration, Store store, CardClient? client = null)
    {
        services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie();
        services.AddDataProtection().UseEphemeralDataProtectionProvider();
        var builder = services.AddScofPushCore(configuration).AddRecorder<StubRecorder>();
        _ = store is Store.Sqlite or Store.PostgreSql ? builder.AddEntityFrameworkStore() : builder.AddInMemoryStore();
        if (store == Store.None)
        {
            services.AddSingleton<IPushStore, NoStore>();
        }

        if (client is null)
        {
            services.AddSingleton<ICardEnroller, StubNetwork>();
            services.AddSingleton<ICardOnFileClient, StubNetwork>();
        }
        else
        {
            builder.AddMastercard();
            var counted = services.Last(service => service.ServiceType == typeof(IPushStore)).ImplementationType!;
            services.AddSingleton<IPushStore>(provider => new CountingStore((IPushStore)ActivatorUtilities.CreateInstance(provider, counted)));
        }
    }
}
