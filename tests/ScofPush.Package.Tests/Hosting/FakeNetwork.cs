using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ScofPush.Tests;

namespace ScofPush.Package.Tests.Hosting;

/// <summary>The card API, as far as enrolling a card goes. Over https, because a shop in Production takes nothing else.</summary>
internal sealed class FakeNetwork : IAsyncDisposable
{
    public const string LastFour = "4321";

    private readonly WebApplication _app;
    private readonly X509Certificate2 _certificate;

    private FakeNetwork(WebApplication app, X509Certificate2 certificate)
    {
        _app = app;
        _certificate = certificate;
    }

    public string Address => _app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.Single();

    /// <summary>What a shop must trust.</summary>
    public string CertificatePem => _certificate.ExportCertificatePem();

    public static async Task<FakeNetwork> StartAsync()
    {
        var certificate = LoopbackCertificate.New();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(options => options.Listen(IPAddress.Loopback, 0, endpoint => endpoint.UseHttps(certificate)));
        var app = builder.Build();
        app.MapPost("/cards", () => Results.Content(
            $$"""
            {
              "srcCorrelationId": "a7b0c1d2-0000-4000-8000-000000000001",
              "maskedCard": {
                "srcDigitalCardId": "0f2c8a1e-4f53-4c1e-9a55-2f6f6a1d7c10",
                "panBin": "555555",
                "panLastFour": "{{LastFour}}",
                "panExpirationMonth": "07",
                "panExpirationYear": "2031",
                "digitalCardData": { "status": "ACTIVE", "descriptorName": "Blue Card", "artUri": "https://assets.example/card.png" },
                "dateOfCardCreated": "2025-01-02T03:04:05.678Z"
              }
            }
            """,
            "application/json"));
        await app.StartAsync();
        return new FakeNetwork(app, certificate);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _certificate.Dispose();
    }
}
