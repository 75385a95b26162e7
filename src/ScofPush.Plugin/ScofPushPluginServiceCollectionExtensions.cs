using Microsoft.Extensions.Configuration;
using ScofPush.AspNetCore.Pending;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers ScofPush with everything that it brings.</summary>
public static class ScofPushPluginServiceCollectionExtensions
{
    /// <summary>
    /// Registers the flow, the Mastercard client (section <c>ScofPush:Mastercard</c>) and the durable store (section
    /// <c>ScofPush:Store</c>; SQLite at <c>App_Data/scofpush.db</c> unless told otherwise). A store that the host registered before stays;
    /// <c>UseEntityFrameworkStore&lt;TContext&gt;()</c> on the builder takes the host's own database instead.
    /// Reads no configuration now; may be called again without effect. The pipeline needs one line more: <c>app.UseScofPush()</c>.
    /// </summary>
    /// <param name="services">The host's services.</param>
    /// <param name="configuration">The host's configuration, or its section <c>ScofPush</c>.</param>
    /// <returns>The builder, on which the shop registers its recorder: <c>.AddRecorder&lt;T&gt;()</c>.</returns>
    public static IScofPushBuilder AddScofPush(this IServiceCollection services, IConfiguration configuration)
    {
        var builder = services.AddScofPushCore(configuration).AddMastercard();
        return services.Any(service => service.ServiceType == typeof(IPushStore)) ? builder : builder.AddEntityFrameworkStore();
    }
}
