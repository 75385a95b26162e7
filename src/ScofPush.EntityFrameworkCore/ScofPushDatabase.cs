using System.Runtime.CompilerServices;
using System.Transactions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using ScofPush.AspNetCore.Diagnostics;

namespace ScofPush.EntityFrameworkCore;

/// <summary>
/// The units of work of the stores: each on a context of its own, outside any ambient transaction of the host, on a database
/// whose tables are sound.
/// </summary>
internal abstract class ScofPushDatabase(ILogger<ScofPushDatabase> logger) : IDisposable
{
    // SQLite has one writer. Queueing here costs no thread; its own waiting blocks one and is left for other processes.
    private readonly SemaphoreSlim _sqliteWriter = new(1);
    private readonly Lock _gate = new();

    // Emptied at the end, because what the recorder started and left behind still has the box.
    private readonly AsyncLocal<StrongBox<DbContext?>> _joined = new();
    private Task<StoreProvider>? _ready;
    private ConfigurationProblem? _problem;

    /// <summary>What is wrong with the configuration. It opens no database.</summary>
    public abstract IEnumerable<ConfigurationProblem> Check();

    public Task<T> ReadAsync<T>(Func<DbContext, CancellationToken, Task<T>> work, CancellationToken cancellationToken) =>
        _joined.Value?.Value is { } joined ? work(joined, cancellationToken) : ApartAsync(async () =>
        {
            await ReadyAsync().WaitAsync(cancellationToken);
            return await RunAsync(work, cancellationToken);
        });

    public Task<T> WriteAsync<T>(Func<DbContext, CancellationToken, Task<T>> work, CancellationToken cancellationToken) =>
        _joined.Value?.Value is { } joined ? work(joined, cancellationToken) : ApartAsync(async () =>
        {
            var provider = await ReadyAsync().WaitAsync(cancellationToken);
            var queue = provider == StoreProvider.Sqlite ? _sqliteWriter : null;
            if (queue is not null)
            {
                await queue.WaitAsync(cancellationToken);
            }

            try
            {
                return await RunAsync(work, cancellationToken);
            }
            finally
            {
                queue?.Release();
            }
        });

    /// <summary>
    /// While the call lasts, units of work within it use this context and belong to its transaction: SQLite would let no other connection
    /// write.
    /// </summary>
    public async Task<T> JoinAsync<T>(DbContext context, Func<Task<T>> call)
    {
        var box = new StrongBox<DbContext?>(context);
        _joined.Value = box;
        try
        {
            return await call();
        }
        finally
        {
            box.Value = null;
        }
    }

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing) => _sqliteWriter.Dispose();

    protected ILogger Logger => logger;

    /// <summary>Looks at the tables, and creates them where that is ours to do.</summary>
    protected abstract Task<StoreProvider> PrepareAsync();

    /// <summary>Does some work on a context that nobody else has.</summary>
    protected abstract Task<T> WithContextAsync<T>(Func<DbContext, Task<T>> work, CancellationToken cancellationToken);

    private static async Task<T> ApartAsync<T>(Func<Task<T>> work)
    {
        if (Transaction.Current is null)
        {
            return await work();
        }

        using var apart = new TransactionScope(TransactionScopeOption.Suppress, TransactionScopeAsyncFlowOption.Enabled);
        return await work();
    }

    /// <summary>Once, whoever asks meanwhile; after a failure the next unit of work tries again, and an operator may have mended it.</summary>
    private Task<StoreProvider> ReadyAsync()
    {
        lock (_gate)
        {
            return _ready is null or { IsFaulted: true } ? _ready = Task.Run(OpenAsync) : _ready;
        }
    }

    private async Task<StoreProvider> OpenAsync()
    {
        try
        {
            return await PrepareAsync();
        }
        catch (StoreException e)
        {
            if (Interlocked.Exchange(ref _problem, e.Problem) != e.Problem)
            {
                logger.StoreUnsound(e.Problem.Code, e.Problem.Key, e.Problem.Message);
            }

            throw;
        }
    }

    private async Task<T> RunAsync<T>(Func<DbContext, CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        try
        {
            // A host's context may retry: then the whole unit again, because a transaction cannot be continued. If only the answer to a
            // commit was lost, the version no longer fits and the move is told as a conflict.
            return await WithContextAsync(
                context => context.Database.CreateExecutionStrategy().ExecuteAsync(
                    token =>
                    {
                        context.ChangeTracker.Clear();
                        return work(context, token);
                    },
                    cancellationToken),
                cancellationToken);
        }
        catch (Exception e) when (Tables.IsMisfit(e))
        {
            // The database was replaced under us, e.g. restored or its file deleted.
            lock (_gate)
            {
                _ready = null;
            }

            throw;
        }
    }
}
