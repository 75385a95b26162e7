namespace ScofPush.AspNetCore.Pending;

/// <summary>What every step does with a record.</summary>
internal static class PushRecords
{
    /// <summary>How long the process that settled a push may take to record its cards before another looks after them.</summary>
    private static readonly TimeSpan RecordingLead = TimeSpan.FromSeconds(30);

    /// <summary>
    /// The push with one receipt changed. Once no receipt is waiting or being enrolled, a confirmed push is Returned; once nothing is
    /// left to record, only the end of its parking is due.
    /// </summary>
    public static PushRecord With(this PushRecord push, int index, ReceiptRecord receipt, DateTimeOffset now)
    {
        var receipts = push.Receipts.ToArray();
        receipts[index] = receipt;
        var changed = push with { Receipts = receipts };
        if (receipts.Any(other => other.State is ReceiptState.Waiting or ReceiptState.Enrolling))
        {
            return changed;
        }

        var toRecord = receipts.Any(other => other.State == ReceiptState.Enrolled);
        return changed with
        {
            State = changed.State == PushState.Confirmed ? PushState.Returned : changed.State,
            DueAt = toRecord ? now + RecordingLead : changed.ExpiresAt,
        };
    }

    /// <summary>Ends a push that nobody accepted in time. What it said is kept as long again, so that a late shopper can still be sent back.</summary>
    public static PushRecord Expire(PushRecord push) => push.State is PushState.Parked or PushState.Bound
        ? push with { State = PushState.Expired, DueAt = push.ExpiresAt + (push.ExpiresAt - push.CreatedAt) }
        : push;

    /// <summary>Erases receipts and callback .</summary>
    public static PushRecord Erase(PushRecord push) => push.Sealed is null && push.DueAt is null ? push : push with { Sealed = null, DueAt = null };
}
