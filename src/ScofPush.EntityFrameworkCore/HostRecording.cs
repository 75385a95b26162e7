using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.DependencyInjection;
using ScofPush.AspNetCore.Pending;
using ScofPush.AspNetCore.Recording;

namespace ScofPush.EntityFrameworkCore;

/// <summary>Calls the recorder within a transaction on the context of its scope; the move to Recorded is the last thing in it (ADR 0014).</summary>
internal sealed class HostRecording<TContext>(ScofPushDatabase database, IServiceScopeFactory scopes) : IRecordingTransaction
    where TContext : DbContext
{
    // On the execution strategy of a context that does nothing else: what a host's strategy repeats is the whole call, in a new scope.
    public Task<RecordingResult?> RecordAsync(CardOnFile card, PushRecord recorded, CancellationToken cancellationToken) =>
        database.WriteAsync((_, token) => TryAsync(card, recorded, token), cancellationToken);

    private async Task<RecordingResult?> TryAsync(CardOnFile card, PushRecord recorded, CancellationToken cancellationToken)
    {
        var scope = scopes.CreateAsyncScope();
        IDbContextTransaction? transaction = null;
        Task<RecordingResult>? call = null;
        try
        {
            var context = scope.ServiceProvider.GetRequiredService<TContext>();
            transaction = await context.Database.BeginTransactionAsync(cancellationToken);

            // Also after a commit whose answer was lost: the strategy repeats, and there is nothing left to do.
            if (!await context.Pushes().AnyAsync(p => p.Id == recorded.Id && p.Version == recorded.Version, cancellationToken))
            {
                return null;
            }

            // A recorder that blocks its thread must not get past the time limit.
            call = database.JoinAsync(
                context,
                () => Task.Run(() => scope.ServiceProvider.GetRequiredService<ICardOnFileRecorder>().RecordAsync(card, cancellationToken), CancellationToken.None));
            var result = await call.WaitAsync(cancellationToken);
            if (result != RecordingResult.Recorded)
            {
                return result;
            }

            if (context.Database.CurrentTransaction != transaction)
            {
                throw new InvalidOperationException(
                    $"The recorder ended the transaction on {typeof(TContext).Name} that ScofPush had begun: with recordInTransaction it writes in it and leaves it open.");
            }

            await context.SaveChangesAsync(cancellationToken);
            context.ChangeTracker.Clear();
            if (await EfPushStore.MoveAsync(context, recorded, cancellationToken) != ReplaceResult.Replaced)
            {
                return null;
            }

            await transaction.CommitAsync(cancellationToken);
            return result;
        }
        finally
        {
            await EndAsync(scope, transaction, call);
        }
    }

    /// <summary>
    /// The end of the scope rolls back what was not committed. A recorder that did not come back still uses its context, which must
    /// not be taken from it, least of all to go back into a pool: it is left in the transaction, whatever it still writes there. On SQLite
    /// the whole shop would wait for it, so the database's transaction is ended under it: every further statement fails.
    /// </summary>
    private static async Task EndAsync(AsyncServiceScope scope, IDbContextTransaction? transaction, Task? call)
    {
        if (call is null or { IsCompleted: true })
        {
            await scope.DisposeAsync();
            return;
        }

        _ = DisposeLaterAsync();
        var inner = transaction!.GetDbTransaction();
        if (inner is Microsoft.Data.Sqlite.SqliteTransaction)
        {
            await inner.RollbackAsync();
        }

        async Task DisposeLaterAsync()
        {
            await call.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await scope.DisposeAsync();
        }
    }
}
