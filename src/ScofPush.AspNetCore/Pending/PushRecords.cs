namespace ScofPush.AspNetCore.Pending;

/// <summary>What every step does with a record.</summary>
internal static class PushRecords
{
    /// <summary>How long the process that settled a push may take to record its cards before another looks after them.</summary>
    private static readonly TimeSpan RecordingLead = TimeSpan.FromSeconds(30);

    /// <summary>How long a network that did not answer is left alone before it is asked again.</summary>
    private static readonly TimeSpan SettlingDelay = TimeSpan.FromSeconds(20);

    /// <summary>
    /// The push with one receipt changed. Once no receipt is waiting or being enrolled, a confirmed push is Returned; once nothing is
    /// left to record or to find out, only the end of its parking is due.
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

        return changed with
        {
            State = changed.State == PushState.Confirmed ? PushState.Returned : changed.State,
            DueAt = receipts.Any(other => other.State == ReceiptState.Enrolled) ? now + RecordingLead
                : receipts.Any(other => other.State == ReceiptState.Unknown) ? now + SettlingDelay
                : changed.ExpiresAt,
        };
    }

    /// <summary>Whether it is not yet known what became of a receipt of a push that has ended.</summary>
    public static bool IsToBeSettled(this PushRecord push) =>
        push.State == PushState.Returned && push.Receipts.Any(receipt => receipt.State is ReceiptState.Unknown or ReceiptState.Enrolling);

    /// <summary>
    /// Whether the bank and the shopper may be told. A recorder may still refuse a card: a first try is waited for, as long as the
    /// process that makes it has the lead.
    /// </summary>
    public static bool IsSettled(this PushRecord push, DateTimeOffset now) =>
        push.State == PushState.Returned && !push.Receipts.Any(receipt => receipt.IsBeingRecorded(push, now));

    public static bool IsBeingRecorded(this ReceiptRecord receipt, PushRecord push, DateTimeOffset now) =>
        receipt is { State: ReceiptState.Enrolled, RecordingFailures: 0 } && now < push.DueAt;

    /// <summary>Ends a push that nobody accepted in time. What it said is kept as long again, so that a late shopper can still be sent back.</summary>
    public static PushRecord Expire(PushRecord push) => push.State is PushState.Parked or PushState.Bound
        ? push with { State = PushState.Expired, DueAt = push.ExpiresAt + (push.ExpiresAt - push.CreatedAt) }
        : push;

    /// <summary>Whether nothing in the push points to a person any more: it is nobody's, and only proves that its receipts were used.</summary>
    public static bool IsAnonymous(this PushRecord push) => push is { ForgottenAt: not null, CustomerKey: null };

    /// <summary>
    /// Erases receipts and callback once they are of no use, and anonymises the push when its time is up; what is left to record or
    /// to find out stays due. A card that an operator has to look after is kept as long as it takes.
    /// </summary>
    public static PushRecord Erase(PushRecord push, DateTimeOffset now, TimeSpan anonymizeAfter)
    {
        if (push.State is not (PushState.Returned or PushState.Expired) || push.IsAnonymous())
        {
            return push;
        }

        var isOpen = push.Receipts.Any(receipt => receipt.State == ReceiptState.Enrolled) || push.IsToBeSettled();
        var isPutAside = push.Receipts.Any(receipt => receipt is { State: ReceiptState.Undelivered, ClaimKey: not null });
        var anonymizeAt = push.ExpiresAt + anonymizeAfter;
        if (!isOpen && !isPutAside && (push.ForgottenAt is not null || now >= anonymizeAt))
        {
            return Anonymize(push, now);
        }

        DateTimeOffset? dueAt = isOpen ? push.DueAt : isPutAside ? null : anonymizeAt;
        var over = push.State == PushState.Returned ? now >= push.ExpiresAt : push.State == PushState.Expired && now >= push.DueAt;

        // Which other push is waited for is told by the receipt.
        var keptSeal = push.Receipts.Any(receipt => receipt is { State: ReceiptState.Unknown, ClaimKey: null }) ? push.Sealed : null;
        return over && (push.Sealed != keptSeal || push.DueAt != dueAt) ? push with { Sealed = keptSeal, DueAt = dueAt } : push;
    }

    /// <summary>The customer is to be forgotten: nothing is enrolled that is not decided, and what is under way ends as it would.</summary>
    public static PushRecord Forget(PushRecord push, DateTimeOffset now, TimeSpan anonymizeAfter)
    {
        var forgotten = push with { ForgottenAt = push.ForgottenAt ?? now, State = push.State == PushState.Bound ? PushState.Expired : push.State };
        var erased = Erase(forgotten, now, anonymizeAfter);
        return erased == push ? push : erased;
    }

    /// <summary>The claims stay, so that no receipt is enrolled twice, and the states, so that they can be counted.</summary>
    private static PushRecord Anonymize(PushRecord push, DateTimeOffset now) => push with
    {
        DueAt = null,
        Sealed = null,
        CustomerKey = null,
        ForgottenAt = push.ForgottenAt ?? now,
        Receipts = [.. push.Receipts.Select(receipt => receipt with { RecordId = "", Card = null, LeaseUntil = null })],
    };

    /// <summary>Puts off what failed, so that it does not stand in the way of the rest.</summary>
    public static PushRecord PutOff(PushRecord push, DateTimeOffset until) => push.DueAt is null || push.DueAt >= until ? push : push with { DueAt = until };
}
