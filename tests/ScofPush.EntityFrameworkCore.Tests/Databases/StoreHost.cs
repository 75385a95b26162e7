using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using ScofPush.AspNetCore.Diagnostics;
using ScofPush.AspNetCore.Pending;
using ScofPush.AspNetCore.Recording;
using ScofPush.Shared;
using Xunit;

namespace ScofPush.EntityFrameworkCore.Tests.Databases;

/// <summary>A host with the store added the way a shop does it, and everything it logs.</summary>
public sealed class StoreHost : IDisposable
{
    private readonly IHost _host;

    public StoreHost(string contentRoot, IEnumerable<KeyValuePair<string, string?>> settings, Action<IServiceCollection>? configure = null, string? environment = null, Action<IScofPushBuilder>? store = null)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { ContentRootPath = contentRoot, EnvironmentName = environment });
        builder.Logging.SetMinimumLevel(LogLevel.Trace).AddFakeLogging();
        store ??= own => own.AddEntityFrameworkStore();
        var scofPush = new Builder(builder.Services, builder.Configuration.GetSection("ScofPush"));
        builder.Services.AddSingleton<IScofPushBuilder>(scofPush);
        store(scofPush);
        // After the registration: it must not have read anything yet.
        builder.Configuration.AddInMemoryCollection(settings);
        configure?.Invoke(builder.Services);
        _host = builder.Build();
    }

    public IServiceProvider Services => _host.Services;

    public IPushStore Pushes => Services.GetRequiredService<IPushStore>();

    public ICardOnFileStore Cards => Services.GetRequiredService<ICardOnFileStore>();

    public FakeLogCollector Logs => Services.GetFakeLogCollector();

    public IReadOnlyList<ConfigurationProblem> Check() => [.. Services.GetServices<IConfigurationCheck>().SelectMany(c => c.Check())];

    /// <summary>What a host does that says UseScofPush: the checks, and a moment after its start the first sweep.</summary>
    public async Task StartAsync()
    {
        Assert.Empty(Check());
        await _host.StartAsync();
        await Pushes.FindDueAsync(Samples.Now, limit: 1, CancellationToken.None);
    }

    /// <summary>Starts on a database that only an operator can mend, and returns what the log says of it.</summary>
    internal async Task<ConfigurationProblem> StartUnsoundAsync()
    {
        var problem = (await Assert.ThrowsAsync<StoreException>(StartAsync)).Problem;
        var record = Assert.Single(Logs.GetSnapshot(), r => r.Level == LogLevel.Critical);
        Assert.Equal((2504, true), (record.Id.Id, record.Message.StartsWith($"{problem.Code} {problem.Key}: {problem.Message}", StringComparison.Ordinal)));
        return problem;
    }

    /// <summary>The SQL that some work took, without values.</summary>
    public async Task<IReadOnlyList<string>> StatementsAsync(Func<Task> work)
    {
        Logs.Clear();
        await work();
        return [.. Logs.GetSnapshot().Where(r => r.Id.Name == RelationalEventId.CommandExecuted.Name).Select(r => r.Message)];
    }

    public void Dispose() => _host.Dispose();

    private sealed record Builder(IServiceCollection Services, IConfiguration Configuration) : IScofPushBuilder;
}
