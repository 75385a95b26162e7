using ScofPush.AspNetCore.Detection;

namespace ScofPush.AspNetCore.Pending;

/// <summary>Parks pushes and moves them. A move is a function of what is stored, tried again when another writer was faster.</summary>
internal sealed class PushLot(IPushStore store, PushSeal seal, PendingOptions options, TimeProvider time)
{
    /// <returns>The parked push, and the mark of the browser that brought it.</returns>
    public async Task<(PushRecord Push, string Mark)> ParkAsync(PushRequest push, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var (id, random) = PushId.New(push.Receipts.Count + 1);
        var mark = random[^1];
        var record = new PushRecord
        {
            Id = id,
            State = PushState.Parked,
            CreatedAt = now,
            ExpiresAt = now + options.Lifetime,
            DueAt = now + options.Lifetime,
            Sealed = seal.Seal(push with { Mark = mark }),
            Receipts = Array.ConvertAll(random[..^1], recordId => new ReceiptRecord { RecordId = recordId }),
        };
        await store.AddAsync(record, cancellationToken);
        return (record, mark);
    }

    public Task<PushRecord?> FindAsync(string id, CancellationToken cancellationToken) => store.FindAsync(id, cancellationToken);

    /// <summary>
    /// Moves a push: <paramref name="move"/> returns the new record, or the same one where there is nothing to move (any more).
    /// </summary>
    /// <returns>The push as it is stored afterwards, and what this call did to it. A push that is gone stays as it was.</returns>
    public async Task<(PushRecord Push, MoveResult Result)> MoveAsync(
        PushRecord push,
        Func<PushRecord, PushRecord> move,
        CancellationToken cancellationToken)
    {
        while (true)
        {
            var moved = move(push);
            if (ReferenceEquals(moved, push))
            {
                return (push, MoveResult.Unchanged);
            }

            switch (await store.ReplaceAsync(moved, cancellationToken))
            {
                case ReplaceResult.Replaced:
                    return (moved with { Version = moved.Version + 1 }, MoveResult.Moved);
                case ReplaceResult.AlreadyClaimed:
                    return (push, MoveResult.AlreadyClaimed);
                default:
                    if (await store.FindAsync(push.Id, cancellationToken) is not { } current)
                    {
                        return (push, MoveResult.Unchanged);
                    }

                    push = current;
                    break;
            }
        }
    }

    public bool HasExpired(PushRecord push) =>
        push.State == PushState.Expired || (push.State is PushState.Parked or PushState.Bound && time.GetUtcNow() >= push.ExpiresAt);
}

/// <summary>What a move did.</summary>
internal enum MoveResult
{
    /// <summary>This very call moved the push.</summary>
    Moved,

    /// <summary>There was nothing to move: it was moved before, perhaps by another process a moment ago.</summary>
    Unchanged,

    /// <summary>Another push holds the claim.</summary>
    AlreadyClaimed,
}
