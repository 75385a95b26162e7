using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ScofPush.AspNetCore.Diagnostics;
using ScofPush.AspNetCore.Enrollment;
using ScofPush.Mastercard.Keys;
using ScofPush.Mastercard.Tests.Support;

namespace ScofPush.Mastercard.Tests.Keys;

/// <summary>A host whose configuration is reloaded while it runs.</summary>
internal sealed class KeyHost : IAsyncDisposable
{
    private readonly IConfigurationRoot _configuration;
    private readonly ServiceProvider _services;

    public KeyHost(Uri? address = null, TimeProvider? time = null, ISigningKeySource? own = null, params (string Name, string? Value)[] values)
    {
        _configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(TestClient.Settings(address ?? new Uri("https://api.example/cards-api")))
            .Build();
        Set(values);
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.AddProvider(Log));
        services.AddSingleton<IHostEnvironment>(new TestEnvironment("Development"));
        services.AddSingleton(time ?? TimeProvider.System);
        if (own is not null)
        {
            services.AddSingleton(own);
        }

        new TestBuilder(services, _configuration.GetSection("ScofPush")).AddMastercard();
        _services = services.BuildServiceProvider();
    }

    public LogKeeper Log { get; } = new();

    public ICardEnroller Enroller => _services.GetRequiredService<ICardEnroller>();

    public ValueTask<SigningKey> KeyAsync() => _services.GetRequiredService<ISigningKeySource>().GetAsync(default);

    /// <summary>What UseScofPush does, and the moment until the key is looked at.</summary>
    public void Start()
    {
        Assert.Empty(_services.GetServices<IConfigurationCheck>().SelectMany(check => check.Check()));
        (_services.GetRequiredService<TimeProvider>() as TimerProbe)?.Advance(TimeSpan.FromSeconds(2));
    }

    public void Reload(params (string Name, string? Value)[] values)
    {
        Set(values);
        _configuration.Reload();
    }

    public int CountEvents(int id) => Log.Lines.Count(line => line.Id.Id == id);

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    private void Set((string Name, string? Value)[] values)
    {
        foreach (var (name, value) in values)
        {
            _configuration[$"ScofPush:Mastercard:{name}"] = value;
        }
    }
}
