using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging;
using ScofPush.AspNetCore.Detection;
using ScofPush.AspNetCore.Diagnostics;
using ScofPush.AspNetCore.Pending;

namespace ScofPush.AspNetCore.Enrollment;

/// <summary>One call to the network for one receipt, and its answer in the store.</summary>
internal sealed class ReceiptCall(
    ICardEnroller enroller,
    ReceiptOutcomes outcomes,
    ConsumerIds consumers,
    PendingOptions pending,
    ScofPushMetrics metrics,
    TimeProvider time,
    ILogger<ReceiptCall> logger)
{
    private static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LastDelay = TimeSpan.FromMinutes(1);

    /// <summary>Calls once for a receipt that is claimed, and writes down what came of it.</summary>
    public async Task<Step> MakeAsync(PushRecord push, int index, PushRequest request, string? flowId, CancellationToken stopping)
    {
        var result = await CallAsync(push, index, request, flowId, stopping);

        // The answer may be the only trace of an enrolled card: it is written whatever stops us, and again when the store fails.
        for (var delay = FirstDelay; ; delay *= 2)
        {
            try
            {
                return await outcomes.WriteAsync(push, index, result, CancellationToken.None) with { FlowId = result.FlowId };
            }
            catch (Exception exception) when (delay < LastDelay)
            {
                EnrollmentLog.AnswerNotWritten(logger, ScofPushCodes.StoreUnavailable, PushId.Short(push.Id), index, delay, exception);
                await Task.Delay(delay, time, CancellationToken.None);
            }
        }
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

        if (result is { Outcome: EnrollmentOutcome.Enrolled, Card: null })
        {
            result = new EnrollmentResult { Outcome = EnrollmentOutcome.Unknown, Code = ScofPushCodes.EnrollmentUnknown, FlowId = result.FlowId };
        }

        metrics.Enrolled(result.Outcome.ToString(), time.GetElapsedTime(started));
        return result;
    }

    /// <summary>A UUID made of the push id's bits: the same for every call of the push, also after a restart.</summary>
    private static string CorrelationId(PushRecord push) =>
        new Guid(SHA256.HashData(Encoding.ASCII.GetBytes(push.Id)).AsSpan(0, 16)).ToString();
}
