using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Npgsql;
using ScofPush.AspNetCore.Pending;

namespace ScofPush.EntityFrameworkCore;

/// <summary>Keeps pushes in the database.</summary>
internal sealed class EfPushStore(ScofPushDatabase database, ILogger<EfPushStore> logger) : IPushStore
{
    private static readonly ReceiptState[] Unsettled =
        [ReceiptState.Enrolling, ReceiptState.Unknown, ReceiptState.SavedUnread, ReceiptState.GivenUp, ReceiptState.Enrolled];

    public Task AddAsync(PushRecord push, CancellationToken cancellationToken) =>
        database.WriteAsync(
            (context, token) =>
            {
                context.Add(push.ToRow());
                return context.SaveChangesAsync(token);
            },
            cancellationToken);

    public Task<PushRecord?> FindAsync(string id, CancellationToken cancellationToken) =>
        FindAsync(context => context.Pushes().Where(p => p.Id == id), cancellationToken);

    public Task<PushRecord?> FindByClaimAsync(string claimKey, CancellationToken cancellationToken) =>
        FindAsync(
            // IN, not EXISTS: SQLite would look at every push.
            context => context.Pushes().Where(p => context.Receipts().Where(r => r.ClaimKey == claimKey).Select(r => r.PushId).Contains(p.Id)),
            cancellationToken);

    public async Task<ReplaceResult> ReplaceAsync(PushRecord push, CancellationToken cancellationToken)
    {
        try
        {
            return await database.WriteAsync((context, token) => ReplaceAsync(context, push, token), cancellationToken);
        }
        catch (Exception e) when (IsLostDeadlock(e))
        {
            // Two pushes took each other's claims in opposite order; nothing of this move was written.
            logger.DeadlockLost();
            return ReplaceResult.Conflict;
        }
    }

    public Task<IReadOnlyList<string>> FindDueAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(limit);
        var ticks = now.UtcTicks;
        return database.ReadAsync<IReadOnlyList<string>>(
            async (context, token) => await context.Pushes()
                .Where(p => p.DueAt <= ticks)
                .OrderBy(p => p.DueAt)
                .Select(p => p.Id)
                .Take(limit)
                .ToListAsync(token),
            cancellationToken);
    }

    public Task<IReadOnlyList<string>> FindByCustomerAsync(string customerKey, CancellationToken cancellationToken) => database.ReadAsync<IReadOnlyList<string>>(
        async (context, token) => await context.Pushes()
            .Where(p => p.CustomerKey == customerKey)
            .OrderBy(p => p.CreatedAt)
            .Select(p => p.Id)
            .ToListAsync(token),
        cancellationToken);

    public Task<IReadOnlyList<string>> FindUnsettledAsync(int limit, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(limit);
        return database.ReadAsync<IReadOnlyList<string>>(
            async (context, token) => await context.Pushes()
                .Where(p => p.CustomerKey != null && context.Receipts().Where(r => Unsettled.Contains(r.State)).Select(r => r.PushId).Contains(p.Id))
                .OrderByDescending(p => p.CreatedAt)
                .Select(p => p.Id)
                .Take(limit)
                .ToListAsync(token),
            cancellationToken);
    }

    public Task<int> CountParkedAsync(CancellationToken cancellationToken) => database.ReadAsync(
        (context, token) => context.Pushes().CountAsync(p => p.State == PushState.Parked || p.State == PushState.Bound, token),
        cancellationToken);

    /// <summary>Replaces the push in the open transaction, which is of no more use unless this answers Replaced.</summary>
    public static async Task<ReplaceResult> MoveAsync(DbContext context, PushRecord push, CancellationToken cancellationToken)
    {
        var row = push.ToRow();
        var moved = await context.Pushes()
            .Where(p => p.Id == row.Id && p.Version == row.Version)
            .ExecuteUpdateAsync(
                set => set
                    .SetProperty(p => p.Version, row.Version + 1)
                    .SetProperty(p => p.State, row.State)
                    .SetProperty(p => p.CreatedAt, row.CreatedAt)
                    .SetProperty(p => p.ExpiresAt, row.ExpiresAt)
                    .SetProperty(p => p.DueAt, row.DueAt)
                    .SetProperty(p => p.Sealed, row.Sealed)
                    .SetProperty(p => p.CustomerKey, row.CustomerKey)
                    .SetProperty(p => p.ForgottenAt, row.ForgottenAt),
                cancellationToken);
        if (moved == 0)
        {
            return ReplaceResult.Conflict;
        }

        await context.Receipts().Where(r => r.PushId == row.Id).ExecuteDeleteAsync(cancellationToken);
        context.AddRange(row.Receipts);
        try
        {
            // The whole move is rolled back on a failure, so a savepoint would only cost a round trip.
            context.Database.AutoSavepointsEnabled = false;
            await context.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException e) when (context.IsTakenClaim(e.InnerException))
        {
            return ReplaceResult.AlreadyClaimed;
        }

        return ReplaceResult.Replaced;
    }

    private static async Task<ReplaceResult> ReplaceAsync(DbContext context, PushRecord push, CancellationToken cancellationToken)
    {
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var result = await MoveAsync(context, push, cancellationToken);
        if (result == ReplaceResult.Replaced)
        {
            await transaction.CommitAsync(cancellationToken);
        }

        return result;
    }

    private static bool IsLostDeadlock(Exception? exception)
    {
        // Entity Framework wraps it, depending on the statement that lost.
        for (; exception is not null; exception = exception.InnerException)
        {
            if (exception is PostgresException { SqlState: PostgresErrorCodes.DeadlockDetected })
            {
                return true;
            }
        }

        return false;
    }

    private Task<PushRecord?> FindAsync(Func<DbContext, IQueryable<PushRow>> which, CancellationToken cancellationToken) =>
        database.ReadAsync(
            // At most one push matches, so without a limit the receipts come by a plain join, in the same query.
            async (context, token) => (await which(context).Include(p => p.Receipts).ToListAsync(token)).SingleOrDefault()?.ToRecord(),
            cancellationToken);
}
