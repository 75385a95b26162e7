using Microsoft.Extensions.Logging;
using ScofPush.AspNetCore.Diagnostics;
using ScofPush.AspNetCore.Pending;

namespace ScofPush.AspNetCore.Enrollment;

/// <summary>Writes what became of a receipt, and says so in the log when it was this process that wrote it.</summary>
internal sealed class ReceiptOutcomes(PushLot lot, ScofPushMetrics metrics, TimeProvider time, ILogger<ReceiptOutcomes> logger)
{
    /// <summary>
    /// The network's answer, or ours where there is none. An enrolled card is written whatever was thought of the receipt meanwhile:
    /// the answer may come late, after another process has asked again.
    /// </summary>
    public async Task<Step> WriteAsync(PushRecord push, int index, EnrollmentResult result, CancellationToken cancellationToken)
    {
        var attempt = push.Receipts[index].Attempt;
        var (state, code) = attempt > 1 ? OfRepeat(result) : OfFirst(result);
        var step = await MoveAsync(
            push,
            index,
            receipt => state == ReceiptState.Enrolled
                ? receipt.State is ReceiptState.Enrolling or ReceiptState.Unknown or ReceiptState.SavedUnread or ReceiptState.GivenUp or ReceiptState.Declined
                : receipt.Attempt == attempt && receipt.State is (ReceiptState.Waiting or ReceiptState.Enrolling or ReceiptState.Unknown),
            receipt => receipt with
            {
                State = state,
                Code = attempt > 1 ? code : result.Code ?? code,
                Card = StoredCard.ToJson(result.Card),
                ClaimKey = result.NothingDone && attempt <= 1 ? null : receipt.ClaimKey,
                LeaseUntil = null,
            },
            cancellationToken);
        if (!step.Moved)
        {
            if (state == ReceiptState.Enrolled && step.Push.Receipts[index].State is not (ReceiptState.Enrolled or ReceiptState.Recorded))
            {
                EnrollmentLog.AnswerTooLate(logger, ScofPushCodes.EnrollmentGivenUp, PushId.Short(push.Id), index, step.Push.Receipts[index].State);
            }

            return step;
        }

        if (state == ReceiptState.Enrolled)
        {
            EnrollmentLog.Enrolled(logger, PushId.Short(push.Id), index);
        }
        else
        {
            EnrollmentLog.NotEnrolled(logger, result.Code ?? code, PushId.Short(push.Id), index, state, result.Reason);
        }

        Settled(step.Push, index, attempt);
        return step;
    }

    /// <summary>The process that was enrolling is gone: it may have called. One that called for the second time was the last.</summary>
    public async Task<Step> LoseAsync(PushRecord push, int index, CancellationToken cancellationToken)
    {
        EnrollmentLog.LeaseExpired(logger, ScofPushCodes.EnrollmentUnknown, PushId.Short(push.Id), index);
        metrics.LeaseExpired();
        return await WriteAsync(push, index, new EnrollmentResult { Outcome = EnrollmentOutcome.Unknown }, cancellationToken);
    }

    /// <summary>The network told of the card some other way.</summary>
    public async Task<Step> FindAsync(PushRecord push, int index, EnrolledCard card, CancellationToken cancellationToken)
    {
        var step = await MoveAsync(
            push,
            index,
            receipt => receipt.State is ReceiptState.Unknown or ReceiptState.SavedUnread or ReceiptState.GivenUp,
            receipt => receipt with { State = ReceiptState.Enrolled, Code = null, Card = StoredCard.ToJson(card), LeaseUntil = null },
            cancellationToken);
        if (step.Moved)
        {
            EnrollmentLog.Found(logger, PushId.Short(push.Id), index);
            metrics.Settled(nameof(ReceiptState.Enrolled));
        }

        return step;
    }

    /// <summary>No means is left to find out; operators have to know.</summary>
    public async Task<Step> GiveUpAsync(PushRecord push, int index, CancellationToken cancellationToken)
    {
        var step = await MoveAsync(
            push,
            index,
            receipt => receipt.State == ReceiptState.Unknown,
            receipt => receipt with { State = ReceiptState.GivenUp, Code = ScofPushCodes.EnrollmentGivenUp },
            cancellationToken);
        if (step.Moved)
        {
            Settled(step.Push, index, attempt: 2);
        }

        return step;
    }

    /// <summary>Still unknown: looked at again later.</summary>
    public Task<Step> WaitAsync(PushRecord push, int index, CancellationToken cancellationToken) =>
        MoveAsync(push, index, receipt => receipt.State == ReceiptState.Unknown, receipt => receipt with { LeaseUntil = null }, cancellationToken);

    private static (ReceiptState State, string? Code) OfFirst(EnrollmentResult result) => result.Outcome switch
    {
        EnrollmentOutcome.Enrolled => (ReceiptState.Enrolled, null),
        EnrollmentOutcome.Declined => (ReceiptState.Declined, ScofPushCodes.CardDeclined),
        EnrollmentOutcome.Duplicate => (ReceiptState.Duplicate, ScofPushCodes.CardAlreadyOnFile),
        EnrollmentOutcome.ReceiptExpired => (ReceiptState.Expired, ScofPushCodes.ReceiptExpired),
        EnrollmentOutcome.Failed => (ReceiptState.Failed, ScofPushCodes.EnrollmentFailed),
        _ => (ReceiptState.Unknown, ScofPushCodes.EnrollmentUnknown),
    };

    /// <summary>
    /// What the answer to a repeat says of the first call. "Already there" may be our own success; that the receipt is used up, or that
    /// something else is wrong now, says nothing of what happened then. A repeat that was not even sent can be tried again.
    /// </summary>
    private static (ReceiptState State, string? Code) OfRepeat(EnrollmentResult result) => result switch
    {
        { Outcome: EnrollmentOutcome.Enrolled or EnrollmentOutcome.Declined } => OfFirst(result),
        { Outcome: EnrollmentOutcome.Duplicate } => (ReceiptState.SavedUnread, ScofPushCodes.EnrollmentSavedUnread),
        { Outcome: EnrollmentOutcome.Failed, NothingDone: true } => (ReceiptState.Unknown, ScofPushCodes.EnrollmentUnknown),
        _ => (ReceiptState.GivenUp, ScofPushCodes.EnrollmentGivenUp),
    };

    /// <summary>Says what became of a receipt that was unknown.</summary>
    private void Settled(PushRecord push, int index, int attempt)
    {
        var state = push.Receipts[index].State;
        if (attempt <= 1 || state == ReceiptState.Unknown)
        {
            return;
        }

        metrics.Settled(state.ToString());
        if (state == ReceiptState.GivenUp)
        {
            EnrollmentLog.GivenUp(logger, ScofPushCodes.EnrollmentGivenUp, PushId.Short(push.Id), index);
        }
    }

    private async Task<Step> MoveAsync(
        PushRecord push,
        int index,
        Func<ReceiptRecord, bool> applies,
        Func<ReceiptRecord, ReceiptRecord> change,
        CancellationToken cancellationToken)
    {
        (push, var move) = await lot.MoveAsync(
            push,
            current => applies(current.Receipts[index]) && !current.IsAnonymous() ? current.With(index, change(current.Receipts[index]), time.GetUtcNow()) : current,
            cancellationToken);
        return new Step(push, move == MoveResult.Moved);
    }

    /// <summary>The outcome that another push has for the same receipt.</summary>
    public Task<Step> CopyAsync(PushRecord push, int index, ReceiptState state, string? code, string? card, CancellationToken stopping) => MoveAsync(
        push,
        index,
        receipt => receipt.State == ReceiptState.Waiting || receipt is { State: ReceiptState.Unknown, ClaimKey: null },
        receipt => receipt with { State = state, Code = code, Card = card },
        stopping);
}

/// <summary>How far one receipt came.</summary>
/// <param name="Push">The push as it is stored.</param>
/// <param name="Moved">Whether this process wrote the receipt's outcome.</param>
/// <param name="FlowId">The session affinity value for the next call.</param>
internal sealed record Step(PushRecord Push, bool Moved, string? FlowId = null);
