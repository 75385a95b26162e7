using Microsoft.Extensions.DependencyInjection;
using ScofPush.AspNetCore.Diagnostics;
using ScofPush.AspNetCore.Pipeline;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Puts ScofPush into the pipeline.</summary>
public static class ScofPushApplicationBuilderExtensions
{
    /// <summary>
    /// Receives cards that banks push to this shop: a push URI on any route is parked, the shopper signs in, confirms, and returns to
    /// the bank with the result. Place it after <c>UseForwardedHeaders</c>, <c>UsePathBase</c> and <c>UseExceptionHandler</c>, and ahead
    /// of the endpoints (design 3).
    /// </summary>
    /// <param name="app">The pipeline.</param>
    /// <exception cref="ScofPushConfigurationException">
    /// The services of ScofPush are not registered. What else is wrong with its configuration stops the start of the host, before the
    /// server listens: one exception of this kind lists every problem.
    /// </exception>
    public static IApplicationBuilder UseScofPush(this IApplicationBuilder app)
    {
        ArgumentNullException.ThrowIfNull(app);
        if (app.ApplicationServices.GetService<PushActivation>() is not { } activation)
        {
            throw new ScofPushConfigurationException(
                [new(ScofPushCodes.ServicesMissing, "AddScofPush", "the services are not registered: add builder.Services.AddScofPush(builder.Configuration). The package does it by itself only where hosting startups run: not with CreateSlimBuilder")]);
        }

        activation.Begin(app.ApplicationServices);
        return app.Use(next =>
        {
            activation.Complete();
            return ActivatorUtilities.CreateInstance<ScofPushMiddleware>(app.ApplicationServices, next).Invoke;
        });
    }
}
