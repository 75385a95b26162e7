using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ScofPush.Browser.Tests.Stage;

/// <summary>A bank's address that leads on to another host, results and all.</summary>
internal sealed class HopServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private HopServer(WebApplication app) => _app = app;

    public string Address => _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();

    public static async Task<HopServer> StartAsync(string onwards)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.Run(context =>
        {
            context.Response.Redirect(onwards + context.Request.QueryString);
            return Task.CompletedTask;
        });
        await app.StartAsync();
        return new HopServer(app);
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();
}
