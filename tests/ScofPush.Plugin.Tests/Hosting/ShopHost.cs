using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Storefront;

namespace ScofPush.Plugin.Tests.Hosting;

/// <summary>What a test may change about the shop.</summary>
internal sealed record ShopSetup
{
    public string Environment { get; init; } = Environments.Development;

    /// <summary>Laid over those of <see cref="ShopFolder"/>; <see langword="null"/> removes one.</summary>
    public Dictionary<string, string?> Settings { get; init; } = [];

    public Action<IServiceCollection> Services { get; init; } = _ => { };
}

/// <summary>The Storefront sample on a loopback port.</summary>
internal sealed class ShopHost : WebApplicationFactory<CeramicsShop>
{
    private readonly ShopFolder _folder;
    private readonly ShopSetup _setup;

    public ShopHost(ShopFolder folder, ShopSetup? setup = null)
    {
        _folder = folder;
        _setup = setup ?? new ShopSetup();
        UseKestrel(0);
        StartServer();
        Address = new Uri(Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First());
    }

    public Uri Address { get; }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment(_setup.Environment);
        foreach (var (key, value) in _folder.Settings.Where(setting => !_setup.Settings.ContainsKey(setting.Key)).Concat(_setup.Settings))
        {
            if (value is not null)
            {
                builder.UseSetting(key, value);
            }
        }

        builder.ConfigureLogging(logging => logging.ClearProviders());
        builder.ConfigureTestServices(services =>
        {
            services.AddDataProtection().PersistKeysToFileSystem(new DirectoryInfo(_folder.KeyRing));
            _setup.Services(services);
        });
    }
}
