using Microsoft.Extensions.Logging;
using ScofPush.AspNetCore.Diagnostics;

namespace ScofPush.Mastercard.Cards;

/// <summary>Calls of the card API with budget, retry and log: what the two ports stand on.</summary>
internal sealed class CardNetwork(CardCalls calls, CallPipelines pipelines, ILogger<CardNetwork> logger)
{
    /// <summary>A call that must not happen twice.</summary>
    public async Task<NetworkAnswer> CallOnceAsync(
        string name,
        DateTimeOffset retryUntil,
        Func<ICardApi, CancellationToken, Task<HttpResponseMessage>> send,
        CancellationToken cancellationToken
    ) => Log(name, await pipelines.RunAsync(pipelines.Once, retryUntil, token => calls.SendAsync(send, token), cancellationToken));

    /// <summary>A call that changes nothing when repeated.</summary>
    public async Task<NetworkAnswer> CallAsync(
        string name,
        Func<ICardApi, CancellationToken, Task<HttpResponseMessage>> send,
        CancellationToken cancellationToken
    ) =>
        Log(
            name,
            await pipelines.RunAsync(
                pipelines.Repeatable,
                DateTimeOffset.MaxValue,
                token => calls.SendAsync(send, token),
                cancellationToken
            )
        );

    private NetworkAnswer Log(string call, NetworkAnswer answer)
    {
        switch (answer)
        {
            case { Arrival: Arrival.NotReady, Verdict: { } verdict }:
                CardLog.NotReady(logger, verdict.Code, call, answer.Fault);
                break;
            case { IsCardNotFound: true } or { Verdict: null }:
                CardLog.Answered(logger, call, answer.Status, answer.Verdict?.Reason ?? "OK");
                break;
            case { Verdict.Code: ScofPushCodes.NetworkRefusedUs }:
                CardLog.RefusedUs(logger, call, answer.Status, answer.Verdict.Reason);
                break;
            case { Verdict.Code: ScofPushCodes.NetworkInvalidArgument }:
                CardLog.InvalidArgument(logger, call, answer.Status, answer.Verdict.Reason);
                break;
            case { Verdict.Code: ScofPushCodes.NetworkOutcomeUnknown }:
                CardLog.OutcomeUnknown(logger, call, answer.Arrival, answer.Status, answer.Verdict.Reason, answer.Fault);
                break;
            case { Verdict.Code: ScofPushCodes.NetworkUnavailable }:
                CardLog.Unavailable(logger, call, answer.Arrival, answer.Status, answer.Verdict.Reason, answer.Fault);
                break;
            default:
                CardLog.Answered(logger, call, answer.Status, answer.Verdict.Reason);
                break;
        }

        return answer;
    }
}
