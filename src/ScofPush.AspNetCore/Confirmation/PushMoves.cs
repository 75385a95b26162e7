using ScofPush.AspNetCore.Pending;

namespace ScofPush.AspNetCore.Confirmation;

/// <summary>The moves that a shopper makes: arrive, accept, decline. Each is a function for <see cref="PushLot.MoveAsync"/>.</summary>
internal static class PushMoves
{
    // How long the process that took the accept has before another looks after the push.
    private static readonly TimeSpan Lead = TimeSpan.FromSeconds(10);

    /// <summary>Binds the push to the first customer that arrives at it .</summary>
    public static PushRecord Bind(PushRecord push, string customerKey) =>
        push.State == PushState.Parked ? push with { State = PushState.Bound, CustomerKey = customerKey } : push;

    /// <summary>Gives the push back, so that another customer may be bound to it: nothing was decided yet.</summary>
    public static PushRecord Release(PushRecord push, string customerKey) => push.State == PushState.Bound && IsBoundTo(push, customerKey)
        ? push with { State = PushState.Parked, CustomerKey = null }
        : push;

    /// <summary>Accepts. Background work finishes it, should this process not.</summary>
    public static PushRecord Accept(PushRecord push, DateTimeOffset now) =>
        push.State == PushState.Bound && now < push.ExpiresAt ? push with { State = PushState.Confirmed, DueAt = now + Lead } : push;

    /// <summary>Declines: nothing is enrolled. Who does need not be signed in.</summary>
    public static PushRecord Decline(PushRecord push) => IsUndecided(push)
        ? push with
        {
            State = PushState.Returned,
            DueAt = push.ExpiresAt,
            Receipts = [.. push.Receipts.Select(receipt => receipt with { State = ReceiptState.Cancelled })],
        }
        : push;

    public static bool IsUndecided(PushRecord push) => push.State is PushState.Parked or PushState.Bound;

    /// <summary>Declined by a shopper who never signed in. One that was anonymised had a customer, or nobody knows any more.</summary>
    public static bool IsDeclinedByNobody(PushRecord push) => push is { State: PushState.Returned, CustomerKey: null } && !push.IsAnonymous();

    public static bool IsBoundTo(PushRecord push, string customerKey) => string.Equals(push.CustomerKey, customerKey, StringComparison.Ordinal);
}
