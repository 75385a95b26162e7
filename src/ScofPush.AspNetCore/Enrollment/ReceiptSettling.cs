using Microsoft.Extensions.Logging;
using ScofPush.AspNetCore.Diagnostics;
using ScofPush.AspNetCore.Pending;

namespace ScofPush.AspNetCore.Enrollment;

/// <summary>
/// Finds out what became of a receipt whose answer was lost: the same receipt once more while it lives; else the operator has to know
/// (R-57, design 7).
/// </summary>
internal sealed class ReceiptSettling(
    PushLot lot,
    PushSeal seal,
    ICardEnroller enroller,
    ReceiptOutcomes outcomes,
    ReceiptFollowing following,
    ReceiptCall call,
    EnrollmentOptions options,
    PendingOptions pending,
    TimeProvider time,
    ILogger<ReceiptSettling> logger)
{
    /// <returns>The push, and whether this process found a card out.</returns>
    public async Task<(PushRecord Push, bool IsCardFound)> SettleAsync(PushRecord push, CancellationToken stopping)
    {
        var isCardFound = false;
        for (var index = 0; index < push.Receipts.Count; index++)
        {
            var step = push.Receipts[index] switch
            {
                { State: ReceiptState.Enrolling } receipt when receipt.LeaseUntil <= time.GetUtcNow() => await outcomes.LoseAsync(push, index, stopping),
                { State: ReceiptState.Unknown, ClaimKey: not null } => await RepeatAsync(push, index, stopping),
                { State: ReceiptState.Unknown } => await FollowAsync(push, index, stopping),
                _ => new Step(push, Moved: false),
            };
            push = step.Push;
            isCardFound |= step.Moved && push.Receipts[index].State == ReceiptState.Enrolled;
        }

        return (push, isCardFound);
    }

    private async Task<Step> RepeatAsync(PushRecord push, int index, CancellationToken stopping)
    {
        if (IsOver(push) || seal.Unseal(push.Sealed) is not { } request)
        {
            return await outcomes.GiveUpAsync(push, index, stopping);
        }

        (push, var claim) = await lot.MoveAsync(push, current => Claim(current, index), stopping);
        if (claim != MoveResult.Moved)
        {
            return new Step(push, Moved: false);
        }

        EnrollmentLog.Repeating(logger, ScofPushCodes.EnrollmentUnknown, PushId.Short(push.Id), index);
        return await call.MakeAsync(push, index, request, flowId: null, stopping);
    }

    /// <summary>The push that called for this receipt is another one of the customer's.</summary>
    private async Task<Step> FollowAsync(PushRecord push, int index, CancellationToken stopping)
    {
        if (seal.Unseal(push.Sealed) is not { } request)
        {
            return await outcomes.GiveUpAsync(push, index, stopping);
        }

        var claimKey = ConsumerIds.ClaimKey(request.Receipts[index], enroller.Programme);
        return await following.FollowAsync(push, index, claimKey, stopping) switch
        {
            null => await outcomes.GiveUpAsync(push, index, stopping),
            { Moved: false } step => await outcomes.WaitAsync(step.Push, index, stopping),
            { } step => step,
        };
    }

    private PushRecord Claim(PushRecord push, int index)
    {
        if (push.Receipts[index] is not { State: ReceiptState.Unknown } receipt)
        {
            return push;
        }

        var now = time.GetUtcNow();
        var lease = now + options.Lease;
        var claimed = receipt with { State = ReceiptState.Enrolling, Attempt = receipt.Attempt + 1, LeaseUntil = lease };
        return push.With(index, claimed, now) with { DueAt = lease };
    }

    private bool IsOver(PushRecord push) => time.GetUtcNow() >= push.CreatedAt + pending.RetryBudget;
}
