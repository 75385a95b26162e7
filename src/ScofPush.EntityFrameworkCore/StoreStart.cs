using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ScofPush.AspNetCore.Diagnostics;

namespace ScofPush.EntityFrameworkCore;

/// <summary>Finds a store that cannot work before the first shopper does; without <c>UseScofPush</c> it does nothing.</summary>
internal sealed class StoreStart(ScofPushDatabase database, ILogger<StoreStart> logger) : IConfigurationCheck, IHostedLifecycleService
{
    private volatile bool _isUsed;

    public IEnumerable<ConfigurationProblem> Check()
    {
        // UseScofPush runs the checks.
        _isUsed = true;
        return database.Check();
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>
    /// Last of all, because a host applies its migrations after the line <c>UseScofPush</c>, or in a hosted service. What only
    /// an operator can mend stops the host. A database that does not answer
    /// may come back, and stops nothing but pushes.
    /// </summary>
    public async Task StartedAsync(CancellationToken cancellationToken)
    {
        if (!_isUsed)
        {
            return;
        }

        try
        {
            await database.OpenAsync(cancellationToken);
        }
        catch (StoreException e)
        {
            throw new ScofPushConfigurationException([e.Problem]);
        }
        catch (Exception e) when (e is not ScofPushConfigurationException && !cancellationToken.IsCancellationRequested)
        {
            logger.StoreAway(ScofPushCodes.StoreUnavailable, e);
        }
    }

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
