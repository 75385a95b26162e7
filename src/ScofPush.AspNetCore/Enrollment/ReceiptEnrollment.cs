using ScofPush.AspNetCore.Diagnostics;
using ScofPush.AspNetCore.Pending;

namespace ScofPush.AspNetCore.Enrollment;

/// <summary>Takes one receipt of a confirmed push from Waiting to an outcome: claim, call once, write down (design 7).</summary>
internal sealed class ReceiptEnrollment(
    PushLot lot,
    PushSeal seal,
    ICardEnroller enroller,
    ReceiptOutcomes outcomes,
    ReceiptFollowing following,
    ReceiptCall call,
    EnrollmentOptions options,
    TimeProvider time)
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(200);

    /// <summary>Enrolls the receipts one after another: they share a session at the network (protocol 5).</summary>
    /// <returns>The push, every receipt settled, and whether it was this call that settled it.</returns>
    public async Task<(PushRecord Push, bool SettledHere)> EnrollAsync(PushRecord push, CancellationToken stopping)
    {
        var settledHere = false;
        string? flowId = null;
        for (var index = 0; index < push.Receipts.Count; index++)
        {
            var step = await EnrollAsync(push, index, flowId, stopping);
            push = step.Push;
            settledHere |= step.Moved && push.State == PushState.Returned;
            flowId = step.FlowId ?? flowId;
        }

        return (push, settledHere);
    }

    private async Task<Step> EnrollAsync(PushRecord push, int index, string? flowId, CancellationToken stopping)
    {
        var stale = await SettleStaleAsync(push, index, stopping);
        push = stale.Push;
        if (push.Receipts[index].State != ReceiptState.Waiting)
        {
            return stale;
        }

        if (time.GetUtcNow() >= push.ExpiresAt)
        {
            return await outcomes.WriteAsync(push, index, NotDone(EnrollmentOutcome.ReceiptExpired, ScofPushCodes.PushExpired), stopping);
        }

        if (seal.Unseal(push.Sealed) is not { } request)
        {
            return await outcomes.WriteAsync(push, index, NotDone(EnrollmentOutcome.Failed, ScofPushCodes.SealBroken), stopping);
        }

        var claimKey = ConsumerIds.ClaimKey(request.Receipts[index], enroller.Programme);
        (push, var claim) = await lot.MoveAsync(push, current => Claim(current, index, claimKey), stopping);
        return claim switch
        {
            MoveResult.Moved => await call.MakeAsync(push, index, request, flowId, stopping),
            MoveResult.AlreadyClaimed => await FollowAsync(push, index, claimKey, flowId, stopping),

            // Another process was faster: its outcome is waited for.
            _ => await SettleStaleAsync(push, index, stopping),
        };
    }

    private PushRecord Claim(PushRecord push, int index, string claimKey)
    {
        if (push.State != PushState.Confirmed || push.Receipts[index] is not { State: ReceiptState.Waiting } receipt)
        {
            return push;
        }

        var lease = time.GetUtcNow() + options.Lease;
        var claimed = receipt with { State = ReceiptState.Enrolling, ClaimKey = claimKey, Attempt = receipt.Attempt + 1, LeaseUntil = lease };
        return push.With(index, claimed, time.GetUtcNow()) with { DueAt = lease };
    }

    /// <summary>Another push holds this receipt: its outcome is waited for. Released in the meantime, the claim can be tried again.</summary>
    private async Task<Step> FollowAsync(PushRecord push, int index, string claimKey, string? flowId, CancellationToken stopping)
    {
        while (await following.FollowAsync(push, index, claimKey, stopping) is { } step)
        {
            if (step.Push.Receipts[index].State != ReceiptState.Waiting)
            {
                return step;
            }

            await Task.Delay(Poll, time, stopping);
        }

        return await EnrollAsync(push, index, flowId, stopping);
    }

    /// <summary>A claim whose holder is gone ends as Unknown.</summary>
    private async Task<Step> SettleStaleAsync(PushRecord push, int index, CancellationToken stopping)
    {
        while (push.Receipts[index] is { State: ReceiptState.Enrolling } receipt)
        {
            var left = receipt.LeaseUntil.GetValueOrDefault() - time.GetUtcNow();
            if (left <= TimeSpan.Zero)
            {
                return await outcomes.LoseAsync(push, index, stopping);
            }

            await Task.Delay(left < Poll ? left : Poll, time, stopping);
            push = await lot.FindAsync(push.Id, stopping) ?? throw new InvalidOperationException("The push is gone from the store.");
        }

        return new Step(push, Moved: false);
    }

    private static EnrollmentResult NotDone(EnrollmentOutcome outcome, string code) => new() { Outcome = outcome, Code = code, NothingDone = true };
}
