using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ScofPush.Tests;

namespace ScofPush.AspNetCore.Tests.Hosting;

/// <summary>Publishes a key set over https, or misbehaves as a test tells it.</summary>
internal sealed class KeyServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly X509Certificate2 _certificate;
    private int _calls;

    private KeyServer(WebApplication app, X509Certificate2 certificate) => (_app, _certificate) = (app, certificate);

    public int Calls => _calls;

    public Func<HttpContext, Task> Answer { get; set; } = context =>
    {
        context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        return Task.CompletedTask;
    };

    public string Url { get; private set; } = "";

    public static async Task<KeyServer> StartAsync(params PushSigner[] signers)
    {
        var certificate = LoopbackCertificate.New();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel =>
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(certificate)));
        var server = new KeyServer(builder.Build(), certificate);
        server._app.Run(context =>
        {
            Interlocked.Increment(ref server._calls);
            return server.Answer(context);
        });
        server.Publish(signers);
        await server._app.StartAsync();
        server.Url = server._app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single() + "/jwks.json";
        return server;
    }

    public void Publish(params PushSigner[] signers)
    {
        if (signers.Length > 0)
        {
            var set = PushSigner.KeySet(signers);
            Answer = context => context.Response.WriteAsync(set);
        }
    }

    public void Fail() => Answer = context =>
    {
        context.Abort();
        return Task.CompletedTask;
    };

    /// <summary>Makes the shop trust this server's certificate, and no other.</summary>
    public void TrustIn(IServiceCollection services)
    {
        var thumbprint = _certificate.Thumbprint;
        services.AddHttpClient("ScofPush.Keys").ConfigurePrimaryHttpMessageHandler((handler, _) =>
            ((SocketsHttpHandler)handler).SslOptions.RemoteCertificateValidationCallback =
                (_, certificate, _, _) => certificate is X509Certificate2 shown && shown.Thumbprint == thumbprint);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _certificate.Dispose();
    }
}
