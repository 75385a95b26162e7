using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using ScofPush.AspNetCore.Detection;

namespace ScofPush.AspNetCore.Pipeline;

/// <summary>
/// Keeps the keys for signed pushes fresh; comes back soon while a source has not answered yet. Idle unless <c>UseScofPush</c> ran and
/// keys are configured.
/// </summary>
internal sealed class KeyWorker(PushActivation activation, IServiceProvider services, TimeProvider time) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await activation.WhenUsed.WaitAsync(stoppingToken);
        var keys = services.GetRequiredService<PushKeys>();
        var options = services.GetRequiredService<DetectionOptions>();
        while (keys.AreConfigured)
        {
            await keys.RefreshAsync().WaitAsync(stoppingToken);
            await Task.Delay(keys.AreAllLoaded ? options.KeyRefreshInterval : options.KeyRefreshCooldown, time, stoppingToken);
        }
    }
}
