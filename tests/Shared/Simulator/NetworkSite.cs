using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Network;

namespace ScofPush.Tests;

/// <summary>The Network sample on a loopback port, with one merchant.</summary>
internal abstract class NetworkSite : WebApplicationFactory<NetworkSimulator>
{
    /// <summary>Where the network believes the shop to be. Several shops run here, so only its path and query are followed.</summary>
    public const string PushUri = "http://shop.example/";

    private readonly Merchant _merchant;
    private readonly string _folder;
    private readonly IStartupFilter _door;
    private readonly Lazy<HttpClient> _http;
    private readonly Lazy<Issuer> _issuer;

    /// <param name="merchant">The one merchant that the network knows.</param>
    /// <param name="folder">Where it keeps its signing key.</param>
    /// <param name="door">Sees every call ahead of the network.</param>
    /// <param name="port">That of a network that was there before; any free one when it is 0.</param>
    protected NetworkSite(Merchant merchant, string folder, IStartupFilter door, int port = 0)
    {
        _merchant = merchant;
        _folder = folder;
        _door = door;
        UseKestrel(port);
        StartServer();
        _http = new(() => new HttpClient { BaseAddress = Address });
        _issuer = new(() => new Issuer(Http, merchant));
    }

    public Uri Address =>
        field ??= new Uri(Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First());

    public string Origin => Address.GetLeftPart(UriPartial.Authority);

    public HttpClient Http => _http.Value;

    /// <summary>A bank that pushes through this network.</summary>
    public Issuer Issuer => _issuer.Value;

    protected string DataFolder => Path.Combine(_folder, "network");

    public async Task<List<NetworkCall>> CallsAsync() =>
        (await Http.GetFromJsonAsync<List<NetworkCall>>("/log.json", TestContext.Current.CancellationToken))!;

    /// <summary>The receipt of an Enroll call, whose body can then be read again; none of another call.</summary>
    protected static async Task<string?> ReceiptOfAsync(HttpRequest request)
    {
        if (!HttpMethods.IsPost(request.Method) || !request.Path.Value!.EndsWith("/cards", StringComparison.Ordinal))
        {
            return null;
        }

        request.EnableBuffering();
        using var body = await JsonDocument.ParseAsync(request.Body);
        request.Body.Position = 0;
        return body.RootElement.GetProperty("enrolmentReferenceData").GetProperty("enrolmentReferenceId").GetString();
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        const string Section = "Network:Merchants:0:";
        builder.UseSetting("Network:DataFolder", DataFolder);
        builder.UseSetting("Network:SlowSeconds", "2");
        builder.UseSetting(Section + "TokenRequestorId", _merchant.TokenRequestorId);
        builder.UseSetting(Section + "Name", "Tidewell");
        builder.UseSetting(Section + "PushUri", PushUri);
        builder.UseSetting(Section + "ConsumerKey", _merchant.ConsumerKey);
        builder.UseSetting(Section + "PublicKeyFile", _merchant.PublicKeyFile);
        builder.UseSetting(Section + "SrcClientId", _merchant.SrcClientId);
        builder.UseSetting(Section + "ServiceId", _merchant.ServiceId);
        builder.UseSetting(Section + "SrcDpaId", _merchant.SrcDpaId);
        builder.ConfigureLogging(logging => logging.ClearProviders());
        builder.ConfigureTestServices(services => services.AddSingleton(_door));
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing && _http.IsValueCreated)
        {
            Http.Dispose();
        }
    }
}

/// <summary>One line of the network's log.</summary>
internal sealed record NetworkCall(
    string Operation,
    DateTimeOffset Time,
    string? Receipt,
    string? ConsumerId,
    int Status,
    bool Enrolled,
    bool? OauthValid,
    string? CardId,
    string? FlowIdIn,
    string? FlowIdOut);
