using Microsoft.Extensions.Logging;
using Polly;
using ScofPush.AspNetCore.Diagnostics;

namespace ScofPush.Mastercard.Cards;

/// <summary>Calls of the card API with budget, retry and log: what the two ports stand on.</summary>
internal sealed class CardNetwork(CardCalls calls, CallPipelines pipelines, ILogger<CardNetwork> logger)
{
    /// <summary>A call that must not happen twice.</summary>
    /// <param name="name">For the log.</param>
    /// <param name="retryUntil">No second attempt starts at or after this time.</param>
    /// <param name="flowId">What the answer before this call brought; the second attempt sends what the first one's answer did.</param>
    /// <param name="send">Sends one attempt with a flow id.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public Task<NetworkAnswer> CallOnceAsync(
        string name,
        DateTimeOffset retryUntil,
        string? flowId,
        Func<ICardApi, string?, CancellationToken, Task<HttpResponseMessage>> send,
        CancellationToken cancellationToken
    ) => RunAsync(pipelines.Once, name, retryUntil, flowId, send, cancellationToken);

    /// <summary>A call that changes nothing when repeated.</summary>
    public Task<NetworkAnswer> CallAsync(
        string name,
        string? flowId,
        Func<ICardApi, string?, CancellationToken, Task<HttpResponseMessage>> send,
        CancellationToken cancellationToken
    ) => RunAsync(pipelines.Repeatable, name, DateTimeOffset.MaxValue, flowId, send, cancellationToken);

    private async Task<NetworkAnswer> RunAsync(
        ResiliencePipeline<NetworkAnswer> pipeline,
        string name,
        DateTimeOffset retryUntil,
        string? flowId,
        Func<ICardApi, string?, CancellationToken, Task<HttpResponseMessage>> send,
        CancellationToken cancellationToken
    )
    {
        return Log(name, await pipelines.RunAsync(pipeline, retryUntil, AttemptAsync, cancellationToken));

        async ValueTask<NetworkAnswer> AttemptAsync(CancellationToken token)
        {
            var answer = await calls.SendAsync((api, sending) => send(api, flowId, sending), token);
            flowId = answer.FlowId ?? flowId;
            return answer;
        }
    }

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
            case { Arrival: Arrival.Withheld }:
                CardLog.Withheld(logger, call);
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
