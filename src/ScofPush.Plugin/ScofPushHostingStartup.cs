using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using ScofPush.Plugin;

[assembly: HostingStartup(typeof(ScofPushHostingStartup))]

namespace ScofPush.Plugin;

/// <summary>
/// Registers ScofPush in a host that only says <c>app.UseScofPush()</c>: the package names it in an attribute of the host's assembly. A
/// host that calls <c>AddScofPush</c> itself gets the builder of this registration, so whatever it adds there or replaces afterwards wins.
/// </summary>
public sealed class ScofPushHostingStartup : IHostingStartup
{
    /// <inheritdoc/>
    public void Configure(IWebHostBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.ConfigureServices((context, services) => services.AddScofPush(context.Configuration));
    }
}
