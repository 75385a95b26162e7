using Microsoft.Extensions.Options;
using ScofPush.AspNetCore.Diagnostics;
using ScofPush.AspNetCore.Enrollment;

namespace ScofPush.Mastercard.Cards;

/// <summary>Reads and deletes cards on file (protocol 5).</summary>
internal sealed class MastercardCardOnFileClient(CardNetwork network, CardSessions sessions, IOptionsMonitor<MastercardOptions> options)
    : ICardOnFileClient
{
    public Task<CardOnFileResult> GetAsync(string cardId, CancellationToken cancellationToken) =>
        CallAsync(
            "GetCard",
            cardId,
            wantsCard: true,
            (api, current, flowId, token) =>
                api.GetAsync(cardId, current.SrcClientId ?? "", current.ServiceId ?? "", NullIfEmpty(current.SrcDpaId), flowId, token),
            cancellationToken
        );

    public Task<CardOnFileResult> DeleteAsync(string cardId, CancellationToken cancellationToken) =>
        CallAsync(
            "DeleteCard",
            cardId,
            wantsCard: false,
            (api, current, flowId, token) =>
                api.DeleteAsync(
                    cardId,
                    current.SrcClientId ?? "",
                    current.ServiceId ?? "",
                    NullIfEmpty(current.SrcDpaId),
                    "OTHER",
                    "CARDHOLDER",
                    flowId,
                    token
                ),
            cancellationToken
        );

    private async Task<CardOnFileResult> CallAsync(
        string name,
        string cardId,
        bool wantsCard,
        Func<ICardApi, MastercardOptions, string?, CancellationToken, Task<HttpResponseMessage>> send,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(cardId);
        if (!CardReader.IsCardId(cardId))
        {
            return new(CardOnFileOutcome.Failed, Code: ScofPushCodes.NetworkInvalidArgument);
        }

        var answer = await network.CallAsync(
            name,
            sessions.FlowIdOf(cardId),
            (api, flowId, token) => send(api, options.CurrentValue, flowId, token),
            cancellationToken
        );
        sessions.Keep(cardId, answer.FlowId);
        return answer switch
        {
            { IsSuccess: true } when !wantsCard => new(CardOnFileOutcome.Done),
            { Card: { } card } => new(CardOnFileOutcome.Done, card),
            { IsCardNotFound: true } => new(CardOnFileOutcome.Gone),
            _ => new(CardOnFileOutcome.Failed, Code: answer.Verdict?.Code ?? ScofPushCodes.NetworkOutcomeUnknown),
        };
    }

    private static string? NullIfEmpty(string? value) => string.IsNullOrEmpty(value) ? null : value;
}
