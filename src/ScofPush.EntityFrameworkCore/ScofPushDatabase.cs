using System.Transactions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ScofPush.EntityFrameworkCore;

/// <summary>
/// The units of work of the stores: each on a context of its own, outside any ambient transaction of the host, on a database
/// whose tables exist.
/// </summary>
internal sealed class ScofPushDatabase(
    IServiceProvider services,
    StoreSettingsReader reader,
    ILogger<ScofPushDatabase> logger) : IDisposable
{
    private readonly SemaphoreSlim _preparing = new(1);

    // SQLite has one writer. Queueing here costs no thread; its own waiting blocks one and is left for other processes.
    private readonly SemaphoreSlim _sqliteWriter = new(1);

    private volatile StoreSettings? _ready;

    // Resolved late: it reads the configuration, which resolving a store must not.
    private IDbContextFactory<ScofPushDbContext> Contexts => field ??= services.GetRequiredService<IDbContextFactory<ScofPushDbContext>>();

    public Task<T> ReadAsync<T>(Func<ScofPushDbContext, CancellationToken, Task<T>> work, CancellationToken cancellationToken) =>
        ApartAsync(async () =>
        {
            await PrepareAsync(cancellationToken);
            await using var context = await Contexts.CreateDbContextAsync(cancellationToken);
            return await work(context, cancellationToken);
        });

    public Task<T> WriteAsync<T>(Func<ScofPushDbContext, CancellationToken, Task<T>> work, CancellationToken cancellationToken) =>
        ApartAsync(async () =>
        {
            var settings = await PrepareAsync(cancellationToken);
            var queue = settings.Provider == StoreProvider.Sqlite ? _sqliteWriter : null;
            if (queue is not null)
            {
                await queue.WaitAsync(cancellationToken);
            }

            try
            {
                await using var context = await Contexts.CreateDbContextAsync(cancellationToken);
                return await work(context, cancellationToken);
            }
            finally
            {
                queue?.Release();
            }
        });

    public void Dispose()
    {
        _preparing.Dispose();
        _sqliteWriter.Dispose();
    }

    private static async Task<T> ApartAsync<T>(Func<Task<T>> work)
    {
        if (Transaction.Current is null)
        {
            return await work();
        }

        using var apart = new TransactionScope(TransactionScopeOption.Suppress, TransactionScopeAsyncFlowOption.Enabled);
        return await work();
    }

    /// <summary>Once; after a failure the next unit of work tries again.</summary>
    private async ValueTask<StoreSettings> PrepareAsync(CancellationToken cancellationToken)
    {
        if (_ready is { } ready)
        {
            return ready;
        }

        await _preparing.WaitAsync(cancellationToken);
        try
        {
            if (_ready is { } meanwhile)
            {
                return meanwhile;
            }

            var settings = reader.Read();
            await using var context = await Contexts.CreateDbContextAsync(cancellationToken);
            var created = await Schema.CreateIfMissingAsync(context, settings, cancellationToken);
            _ready = settings;
            logger.StoreReady(settings.Provider, created);
            return settings;
        }
        finally
        {
            _preparing.Release();
        }
    }
}
