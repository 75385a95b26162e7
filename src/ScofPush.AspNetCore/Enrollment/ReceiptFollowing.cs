using ScofPush.AspNetCore.Diagnostics;
using ScofPush.AspNetCore.Pending;

namespace ScofPush.AspNetCore.Enrollment;

/// <summary>What the receipt of another push, which has the claim, means for a push of the same receipt.</summary>
internal sealed class ReceiptFollowing(IPushStore store, ReceiptOutcomes outcomes, TimeProvider time)
{
    /// <returns>
    /// The push with the other's outcome, or as it was while the other is being worked on; <see langword="null"/> when nobody has the claim
    /// (any more).
    /// </returns>
    public async Task<Step?> FollowAsync(PushRecord push, int index, string claimKey, CancellationToken stopping)
    {
        var other = await store.FindByClaimAsync(claimKey, stopping);
        return other?.Receipts.FirstOrDefault(receipt => receipt.ClaimKey == claimKey) is not { } theirs ? null
            : OutcomeOf(push, other, theirs, time.GetUtcNow()) is not var (state, code, card) ? new Step(push, Moved: false)
            : await outcomes.CopyAsync(push, index, state, code, card, stopping);
    }

    /// <summary>Its customer sees that push's outcome, anybody else only that the receipt is used; nothing while it is open.</summary>
    private static (ReceiptState State, string? Code, string? Card)? OutcomeOf(PushRecord push, PushRecord other, ReceiptRecord theirs, DateTimeOffset now) => theirs switch
    {
        _ when other.CustomerKey != push.CustomerKey => (ReceiptState.Duplicate, ScofPushCodes.ReceiptUsed, null),
        { State: ReceiptState.Enrolling } when now < theirs.LeaseUntil => null,
        { State: ReceiptState.Enrolling } => (ReceiptState.Unknown, ScofPushCodes.EnrollmentUnknown, null),
        _ when theirs.IsBeingRecorded(other, now) => null,

        // Recorded once, under the other push's recording id: here it must not be recorded again.
        { State: ReceiptState.Enrolled } => (ReceiptState.Recorded, theirs.Code, theirs.Card),
        _ => (theirs.State, theirs.Code, theirs.Card),
    };
}
