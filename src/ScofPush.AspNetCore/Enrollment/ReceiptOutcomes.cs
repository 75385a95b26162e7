using Microsoft.Extensions.Logging;
using ScofPush.AspNetCore.Diagnostics;
using ScofPush.AspNetCore.Pending;

namespace ScofPush.AspNetCore.Enrollment;

/// <summary>Writes what became of a receipt, and says so in the log when it was this process that wrote it.</summary>
internal sealed class ReceiptOutcomes(PushLot lot, TimeProvider time, ILogger<ReceiptOutcomes> logger)
{
    /// <summary>The network's answer, or ours where there is none. A late answer still settles what became Unknown.</summary>
    public async Task<Step> WriteAsync(PushRecord push, int index, EnrollmentResult result, CancellationToken cancellationToken)
    {
        var attempt = push.Receipts[index].Attempt;
        var (state, code) = result.Outcome switch
        {
            EnrollmentOutcome.Enrolled => (ReceiptState.Enrolled, null),
            EnrollmentOutcome.Declined => (ReceiptState.Declined, ScofPushCodes.CardDeclined),
            EnrollmentOutcome.Duplicate => (ReceiptState.Duplicate, ScofPushCodes.CardAlreadyOnFile),
            EnrollmentOutcome.ReceiptExpired => (ReceiptState.Expired, ScofPushCodes.ReceiptExpired),
            EnrollmentOutcome.Failed => (ReceiptState.Failed, ScofPushCodes.EnrollmentFailed),
            _ => (ReceiptState.Unknown, ScofPushCodes.EnrollmentUnknown),
        };
        (push, var move) = await lot.MoveAsync(
            push,
            current => current.Receipts[index] is { State: ReceiptState.Waiting or ReceiptState.Enrolling or ReceiptState.Unknown } receipt
                && receipt.Attempt == attempt
                ? current.With(
                    index,
                    receipt with
                    {
                        State = state,
                        Code = result.Code ?? code,
                        Card = StoredCard.ToJson(result.Card),
                        ClaimKey = result.NothingDone ? null : receipt.ClaimKey,
                        LeaseUntil = null,
                    },
                    time.GetUtcNow())
                : current,
            cancellationToken);
        if (move != MoveResult.Moved)
        {
            return new Step(push, Moved: false);
        }

        if (state == ReceiptState.Enrolled)
        {
            EnrollmentLog.Enrolled(logger, PushId.Short(push.Id), index);
        }
        else
        {
            EnrollmentLog.NotEnrolled(logger, result.Code ?? code, PushId.Short(push.Id), index, state, result.Reason);
        }

        return new Step(push, Moved: true);
    }

    /// <summary>The outcome that another push has for the same receipt.</summary>
    public async Task<Step> CopyAsync(PushRecord push, int index, ReceiptState state, string? code, string? card, CancellationToken stopping)
    {
        (push, var move) = await lot.MoveAsync(
            push,
            current => current.Receipts[index] is { State: ReceiptState.Waiting } receipt
                ? current.With(index, receipt with { State = state, Code = code, Card = card }, time.GetUtcNow())
                : current,
            stopping);
        return new Step(push, move == MoveResult.Moved);
    }
}

/// <summary>How far one receipt came.</summary>
/// <param name="Push">The push as it is stored.</param>
/// <param name="Moved">Whether this process wrote the receipt's outcome.</param>
/// <param name="FlowId">The session affinity value for the next call.</param>
internal sealed record Step(PushRecord Push, bool Moved, string? FlowId = null);
