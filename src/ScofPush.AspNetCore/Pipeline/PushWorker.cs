using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ScofPush.AspNetCore.Diagnostics;
using ScofPush.AspNetCore.Pending;
using ScofPush.AspNetCore.Recording;
using ScofPush.AspNetCore.SignIn;
using SignInOptions = ScofPush.AspNetCore.SignIn.SignInOptions;

namespace ScofPush.AspNetCore.Pipeline;

/// <summary>Every node sweeps: whatever is due, left over by a crash or another node, is worked on. Idle unless <c>UseScofPush</c> ran.</summary>
internal sealed class PushWorker(
    PushActivation activation,
    IHostApplicationLifetime lifetime,
    IScofPushBuilder builder,
    IServiceProvider services,
    TimeProvider time,
    ILogger<PushWorker> logger) : BackgroundService, IHostedLifecycleService
{
    private const int BatchSize = 50;
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    // The host's first requests come first: this opens the store.
    private static readonly TimeSpan FirstSweep = TimeSpan.FromSeconds(2);

    // A recorder that hangs must not keep the sweep from other pushes.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private Func<CancellationToken, Task>? _drain;

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Now no server can start new work: what is under way gets the rest of the host's grace period .</summary>
    /// <remarks>
    /// A host that is stopped and ends by itself at the same time stops its services twice, and may have disposed the container by now:
    /// nothing can be resolved any more.
    /// </remarks>
    public Task StoppedAsync(CancellationToken cancellationToken) => _drain?.Invoke(cancellationToken) ?? Task.CompletedTask;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await activation.WhenStartedAsync(lifetime, stoppingToken);
        if (builder.Services.Last(service => service.ServiceType == typeof(ICardOnFileRecorder)) == StoreRecorder.Registration)
        {
            RecordingLog.RecorderMissing(logger, ScofPushCodes.RecorderMissing);
        }

        var claims = services.GetRequiredService<IOptions<IdentityOptions>>().Value.ClaimsIdentity;
        if (!services.GetRequiredService<SignInOptions>().IsFoundBy(claims.UserIdClaimType))
        {
            SignInLog.CustomerKeyUnstable(logger, ScofPushCodes.CustomerKeyUnstable, claims.UserIdClaimType);
        }

        PipelineLog.Ready(logger);
        try
        {
            await Task.Delay(FirstSweep, time, stoppingToken);
        }
        finally
        {
            _drain = services.GetRequiredService<PushProcessor>().DrainAsync;
        }

        var store = services.GetRequiredService<IPushStore>();
        var processor = services.GetRequiredService<PushProcessor>();
        string? fault = null;
        while (!stoppingToken.IsCancellationRequested)
        {
            var isMore = false;
            try
            {
                var due = await store.FindDueAsync(time.GetUtcNow(), BatchSize, stoppingToken);
                await Task.WhenAll(due.Select(processor.RunAsync)).WaitAsync(Patience, time, stoppingToken);
                isMore = due.Count == BatchSize;
                fault = null;
            }
            catch (TimeoutException)
            {
                // The work goes on; the next sweep joins it.
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                if (Faults.CodeOf(exception) is var code && code != fault)
                {
                    PipelineLog.SweepFailed(logger, code, exception);
                    fault = code;
                }
            }

            if (!isMore)
            {
                await Task.Delay(Interval, time, stoppingToken);
            }
        }
    }
}
