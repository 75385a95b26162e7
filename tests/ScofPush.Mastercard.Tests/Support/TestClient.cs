using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ScofPush.AspNetCore.Diagnostics;
using ScofPush.AspNetCore.Enrollment;
using ScofPush.Mastercard.Cards;

namespace ScofPush.Mastercard.Tests.Support;

/// <summary>A host's service provider with the client in it, configured the way a host does it.</summary>
internal sealed class TestClient : IAsyncDisposable
{
    public const string ClientId = "3b0e7c52-94a1-4f0e-8a6d-5d1f2c3b4a59";
    public const string ServiceId = "SCOF_SHOP#EXAMPLE-1#01";
    public const string DpaId = "Shop 1/ü+&~%41";
    public const string Receipt = "MCC-STL-CANARY00-1111-4222-8333-444455556666";
    public const string ConsumerId = "canary-consumer-9f8e7d";
    public const string CorrelationId = "a1b2c3d4-0000-4000-8000-00000000000f";

    private readonly ServiceProvider _services;

    private TestClient(ServiceProvider services, LogKeeper log)
    {
        _services = services;
        Log = log;
    }

    public LogKeeper Log { get; }

    public IServiceProvider Services => _services;

    public ICardEnroller Enroller => _services.GetRequiredService<ICardEnroller>();

    public ICardOnFileClient Cards => _services.GetRequiredService<ICardOnFileClient>();

    public static TestClient Create(
        Uri? address,
        Action<Dictionary<string, string?>>? settings = null,
        Action<IServiceCollection>? before = null,
        Action<IServiceCollection>? after = null,
        TimeProvider? time = null,
        CallBudget? budget = null,
        string environment = "Development"
    )
    {
        var values = Settings(address);
        settings?.Invoke(values);
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(values).Build();
        var services = new ServiceCollection();
        var log = new LogKeeper();
        services.AddLogging(logging => logging.AddProvider(log).SetMinimumLevel(LogLevel.Trace));
        services.AddSingleton<IHostEnvironment>(new TestEnvironment(environment));
        services.AddSingleton(time ?? TimeProvider.System);
        services.AddSingleton(budget ?? new CallBudget { RetryDelay = TimeSpan.Zero });
        before?.Invoke(services);
        new TestBuilder(services, configuration.GetSection("ScofPush")).AddMastercard();
        after?.Invoke(services);
        return new TestClient(services.BuildServiceProvider(validateScopes: true), log);
    }

    public static Dictionary<string, string?> Settings(Uri? address) =>
        new(StringComparer.Ordinal)
        {
            ["ScofPush:Mastercard:BaseAddress"] = address?.ToString(),
            ["ScofPush:Mastercard:ConsumerKey"] = TestKeys.ConsumerKey,
            ["ScofPush:Mastercard:KeyPem"] = TestKeys.Pem,
            ["ScofPush:Mastercard:SrcClientId"] = ClientId,
            ["ScofPush:Mastercard:ServiceId"] = ServiceId,
            ["ScofPush:Mastercard:SrcDpaId"] = DpaId,
        };

    public static EnrollmentRequest Request(DateTimeOffset? retryUntil = null, string? flowId = null) =>
        new()
        {
            Receipt = Receipt,
            ConsumerId = ConsumerId,
            CorrelationId = CorrelationId,
            RetryUntil = retryUntil ?? DateTimeOffset.MaxValue,
            FlowId = flowId,
        };

    /// <summary>Enrolls; a call that waits for a clock which nobody moves fails instead of hanging.</summary>
    public Task<EnrollmentResult> EnrollAsync(DateTimeOffset? retryUntil = null, string? flowId = null) =>
        Enroller.EnrollAsync(Request(retryUntil, flowId), TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(30));

    public IReadOnlyList<ConfigurationProblem> Check() =>
        [.. _services.GetServices<IConfigurationCheck>().SelectMany(check => check.Check())];

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}

internal sealed record TestBuilder(IServiceCollection Services, IConfiguration Configuration) : IScofPushBuilder;

internal sealed class TestEnvironment(string name) : IHostEnvironment
{
    public string EnvironmentName { get; set; } = name;

    public string ApplicationName { get; set; } = "Tests";

    public string ContentRootPath { get; set; } = AppContext.BaseDirectory;

    public IFileProvider ContentRootFileProvider { get; set; } = new NullFileProvider();
}
