using Bank;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace ScofPush.Samples.Tests;

/// <summary>The bank on a loopback port, with a network of its own.</summary>
public sealed class BankHost : WebApplicationFactory<IssuerBank>
{
    public const string PublicAddress = "http://bank.example:5102";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("bank-");

    public BankHost()
    {
        UseKestrel(0);
        StartServer();
        var listening = Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First();
        Address = new Uri(listening);
    }

    public Uri Address { get; }

    public NetworkHost Network { get; } = new();

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseSetting("Bank:NetworkAddress", Network.Address.ToString());
        builder.UseSetting("Bank:PublicAddress", PublicAddress);
        builder.UseSetting("Bank:DataFolder", _folder.FullName);
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);

        // The base class comes here twice when it is disposed asynchronously.
        if (disposing && Directory.Exists(_folder.FullName))
        {
            Network.Dispose();
            _folder.Delete(recursive: true);
        }
    }
}
