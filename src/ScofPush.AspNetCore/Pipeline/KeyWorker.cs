using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ScofPush.AspNetCore.Detection;
using ScofPush.AspNetCore.Diagnostics;

namespace ScofPush.AspNetCore.Pipeline;

/// <summary>
/// Keeps the keys for signed pushes fresh; comes back soon after a source did not answer. Idle unless <c>UseScofPush</c> ran and
/// keys are configured.
/// </summary>
internal sealed class KeyWorker(
    PushActivation activation,
    IHostApplicationLifetime lifetime,
    IServiceProvider services,
    IHostEnvironment environment,
    TimeProvider time,
    ILogger<KeyWorker> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await activation.WhenStartedAsync(lifetime, stoppingToken);
        var keys = services.GetRequiredService<PushKeys>();
        var options = services.GetRequiredService<DetectionOptions>();
        if (!keys.AreConfigured && options.SignedPush is null && !environment.IsDevelopment())
        {
            DetectionLog.UnsignedOnly(logger, ScofPushCodes.UnsignedOnly);
        }

        while (keys.AreConfigured)
        {
            await keys.RefreshAsync().WaitAsync(stoppingToken);
            await Task.Delay(keys.AreAllFresh ? options.KeyRefreshInterval : options.KeyRefreshCooldown, time, stoppingToken);
        }
    }
}
