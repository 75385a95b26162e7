using Microsoft.Extensions.Options;
using ScofPush.AspNetCore.Enrollment;

namespace ScofPush.Mastercard.Cards;

/// <summary>Enrolls push account receipts (protocol 5).</summary>
internal sealed class MastercardCardEnroller(CardNetwork network, CardSessions sessions, IOptionsMonitor<MastercardOptions> options)
    : ICardEnroller
{
    private const string Call = "Enroll";

    public string Programme => options.CurrentValue.ServiceId ?? "";

    public async Task<EnrollmentResult> EnrollAsync(EnrollmentRequest request, CancellationToken cancellationToken)
    {
        var answer = await network.CallOnceAsync(
            Call,
            request.RetryUntil,
            FlowId.Accept(request.FlowId),
            (api, flowId, token) => api.EnrollAsync(Body(request), flowId, token),
            cancellationToken
        );
        if (answer.Card is { } enrolled)
        {
            sessions.Keep(enrolled.CardId, answer.FlowId);
        }

        return answer switch
        {
            { Card: { } card } => new EnrollmentResult
            {
                Outcome = EnrollmentOutcome.Enrolled,
                Card = card,
                FlowId = answer.FlowId,
            },
            { Verdict: { } verdict } => Result(verdict, answer.FlowId),
            _ => Result(Verdict.Open, answer.FlowId),
        };
    }

    private static EnrollmentResult Result(Verdict verdict, string? flowId) =>
        new()
        {
            Outcome = verdict.Outcome,
            Code = verdict.Code,
            Reason = verdict.Reason,
            NothingDone = verdict.NothingDone,
            FlowId = flowId,
        };

    private EnrollCardRequest Body(EnrollmentRequest request)
    {
        var current = options.CurrentValue;
        return new()
        {
            SrcClientId = current.SrcClientId ?? "",
            SrcDpaId = NullIfEmpty(current.SrcDpaId),
            // Tracing is not worth a refused card: anything but a UUID is left out.
            SrcCorrelationId = Guid.TryParseExact(request.CorrelationId, "D", out var id) ? id.ToString("D") : null,
            ServiceId = current.ServiceId ?? "",
            EnrolmentReferenceData = new()
            {
                EnrolmentReferenceId = request.Receipt,
                EnrolmentReferenceType = "PUSH_ACCOUNT_RECEIPT",
            },
            CardSource = current.CardSource == CardSource.Issuer ? "ISSUER" : "CARDHOLDER",
            Consumer = new()
            {
                ConsumerIdentity = new() { IdentityType = "EXTERNAL_ACCOUNT_ID", IdentityValue = request.ConsumerId },
            },
        };
    }

    private static string? NullIfEmpty(string? value) => string.IsNullOrEmpty(value) ? null : value;
}
