using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.Logging;
using ScofPush.AspNetCore.Detection;
using ScofPush.AspNetCore.Diagnostics;
using ScofPush.AspNetCore.Pending;

namespace ScofPush.AspNetCore.Enrollment;

/// <summary>Takes one receipt of a confirmed push from Waiting to an outcome: claim, call once, write down (design 7).</summary>
internal sealed class ReceiptEnrollment(
    PushLot lot,
    IPushStore store,
    PushSeal seal,
    ICardEnroller enroller,
    ConsumerIds consumers,
    EnrollmentOptions options,
    PendingOptions pending,
    ScofPushMetrics metrics,
    TimeProvider time,
    ILogger<ReceiptEnrollment> logger)
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(200);

    /// <summary>Enrolls the receipts one after another: they share a session at the network (protocol 5).</summary>
    /// <returns>The push, every receipt settled.</returns>
    public async Task<PushRecord> EnrollAsync(PushRecord push, CancellationToken stopping)
    {
        string? flowId = null;
        for (var index = 0; index < push.Receipts.Count; index++)
        {
            (push, flowId) = await EnrollAsync(push, index, flowId, stopping);
        }

        return push;
    }

    private async Task<(PushRecord Push, string? FlowId)> EnrollAsync(PushRecord push, int index, string? flowId, CancellationToken stopping)
    {
        push = await SettleStaleAsync(push, index, stopping);
        if (push.Receipts[index].State != ReceiptState.Waiting)
        {
            return (push, flowId);
        }

        if (seal.Unseal(push.Sealed) is not { } request)
        {
            return (await FinishAsync(push, index, Failed(ScofPushCodes.SealBroken), stopping), flowId);
        }

        var claimKey = ConsumerIds.ClaimKey(request.Receipts[index], enroller.Programme);
        var attempt = push.Receipts[index].Attempt + 1;
        (push, var taken) = await lot.MoveAsync(push, current => Claim(current, index, claimKey, attempt), stopping);
        if (taken)
        {
            return (await FollowAsync(push, index, claimKey, stopping), flowId);
        }

        if (push.Receipts[index] is not { State: ReceiptState.Enrolling } mine || mine.Attempt != attempt)
        {
            return (push, flowId);
        }

        var result = await CallAsync(push, index, request, flowId, stopping);

        // The answer is written whatever stops us: it may be the only trace of an enrolled card.
        return (await FinishAsync(push, index, result, CancellationToken.None), result.FlowId ?? flowId);
    }

    private PushRecord Claim(PushRecord push, int index, string claimKey, int attempt)
    {
        if (push.State != PushState.Confirmed || push.Receipts[index] is not { State: ReceiptState.Waiting } receipt || receipt.Attempt != attempt - 1)
        {
            return push;
        }

        var lease = time.GetUtcNow() + options.Lease;
        var claimed = receipt with { State = ReceiptState.Enrolling, ClaimKey = claimKey, Attempt = attempt, LeaseUntil = lease };
        return push.With(index, claimed, time.GetUtcNow()) with { DueAt = lease };
    }

    private async Task<EnrollmentResult> CallAsync(PushRecord push, int index, PushRequest request, string? flowId, CancellationToken stopping)
    {
        var started = time.GetTimestamp();
        EnrollmentResult result;
        try
        {
            result = await enroller.EnrollAsync(
                new EnrollmentRequest
                {
                    Receipt = request.Receipts[index],
                    ConsumerId = consumers.ConsumerId(push.CustomerKey!, enroller.Programme),
                    CorrelationId = CorrelationId(push),
                    RetryUntil = push.CreatedAt + pending.RetryBudget,
                    FlowId = flowId,
                },
                stopping);
        }
        catch (Exception exception)
        {
            // The type only: a host's own enroller may put the receipt into its message.
            EnrollmentLog.EnrollerThrew(logger, ScofPushCodes.EnrollmentUnknown, PushId.Short(push.Id), index, exception.GetType().Name);
            result = new EnrollmentResult { Outcome = EnrollmentOutcome.Unknown, Code = ScofPushCodes.EnrollmentUnknown };
        }

        metrics.Enrolled(result.Outcome.ToString(), time.GetElapsedTime(started));
        return result;
    }

    private async Task<PushRecord> FinishAsync(PushRecord push, int index, EnrollmentResult result, CancellationToken cancellationToken)
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
        (push, _) = await lot.MoveAsync(
            push,
            current => current.Receipts[index] is { State: ReceiptState.Waiting or ReceiptState.Enrolling or ReceiptState.Unknown } receipt
                && receipt.Attempt == attempt
                ? current.With(
                    index,
                    receipt with
                    {
                        State = state,
                        Code = result.Code ?? code,
                        Card = result.Card is null ? null : JsonSerializer.Serialize(result.Card, EnrollmentJson.Default.EnrolledCard),
                        ClaimKey = result.NothingDone ? null : receipt.ClaimKey,
                        LeaseUntil = null,
                    },
                    time.GetUtcNow())
                : current,
            cancellationToken);
        if (state == ReceiptState.Enrolled)
        {
            EnrollmentLog.Enrolled(logger, PushId.Short(push.Id), index);
        }
        else
        {
            EnrollmentLog.NotEnrolled(logger, result.Code ?? code, PushId.Short(push.Id), index, state, result.Reason);
        }

        return push;
    }

    /// <summary>Another push holds this receipt: its customer sees that push's outcome, anybody else only that the receipt is used.</summary>
    private async Task<PushRecord> FollowAsync(PushRecord push, int index, string claimKey, CancellationToken stopping)
    {
        while (true)
        {
            var other = await store.FindByClaimAsync(claimKey, stopping);
            var theirs = other?.Receipts.FirstOrDefault(receipt => receipt.ClaimKey == claimKey);
            if (theirs is null)
            {
                // Released in the meantime: the claim can be tried again.
                return await EnrollReleasedAsync(push, index, stopping);
            }

            if (other!.CustomerKey != push.CustomerKey)
            {
                return await CopyAsync(push, index, ReceiptState.Duplicate, ScofPushCodes.ReceiptUsed, card: null, stopping);
            }

            if (theirs.State != ReceiptState.Enrolling || theirs.LeaseUntil <= time.GetUtcNow())
            {
                var (state, code) = theirs.State switch
                {
                    // Recorded once, under the other push's recording id: here it must not be recorded again.
                    ReceiptState.Enrolled => (ReceiptState.Recorded, theirs.Code),
                    ReceiptState.Enrolling => (ReceiptState.Unknown, ScofPushCodes.EnrollmentUnknown),
                    _ => (theirs.State, theirs.Code),
                };
                return await CopyAsync(push, index, state, code, theirs.Card, stopping);
            }

            await Task.Delay(Poll, time, stopping);
        }
    }

    private async Task<PushRecord> EnrollReleasedAsync(PushRecord push, int index, CancellationToken stopping) =>
        (await EnrollAsync(push, index, flowId: null, stopping)).Push;

    private async Task<PushRecord> CopyAsync(PushRecord push, int index, ReceiptState state, string? code, string? card, CancellationToken stopping) =>
        (await lot.MoveAsync(
            push,
            current => current.Receipts[index] is { State: ReceiptState.Waiting } receipt
                ? current.With(index, receipt with { State = state, Code = code, Card = card }, time.GetUtcNow())
                : current,
            stopping)).Push;

    /// <summary>A claim whose holder is gone ends as Unknown: it may have called .</summary>
    private async Task<PushRecord> SettleStaleAsync(PushRecord push, int index, CancellationToken stopping)
    {
        while (push.Receipts[index] is { State: ReceiptState.Enrolling } receipt)
        {
            var left = receipt.LeaseUntil.GetValueOrDefault() - time.GetUtcNow();
            if (left <= TimeSpan.Zero)
            {
                EnrollmentLog.LeaseExpired(logger, ScofPushCodes.EnrollmentUnknown, PushId.Short(push.Id), index);
                metrics.LeaseExpired();
                return await FinishAsync(
                    push, index, new EnrollmentResult { Outcome = EnrollmentOutcome.Unknown, Code = ScofPushCodes.EnrollmentUnknown }, stopping);
            }

            await Task.Delay(left < Poll ? left : Poll, time, stopping);
            if (await lot.FindAsync(push.Id, stopping) is not { } current)
            {
                return push;
            }

            push = current;
        }

        return push;
    }

    private static EnrollmentResult Failed(string code) => new() { Outcome = EnrollmentOutcome.Failed, Code = code, NothingDone = true };

    /// <summary>A UUID made of the push id's bits: the same for every call of the push, also after a restart.</summary>
    private static string CorrelationId(PushRecord push) =>
        new Guid(SHA256.HashData(Encoding.ASCII.GetBytes(push.Id)).AsSpan(0, 16)).ToString();
}

[JsonSerializable(typeof(EnrolledCard))]
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
internal sealed partial class EnrollmentJson : JsonSerializerContext;
