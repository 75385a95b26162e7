using Microsoft.Extensions.Options;
using Network.Connect;
using Network.Gateway;

namespace Network.Cards;

/// <summary>Enrolls a receipt, or fails in the way its account is fated to.</summary>
internal sealed class EnrollOperation(ReceiptBook receipts, CardVault vault, IOptions<NetworkOptions> options, TimeProvider clock)
{
    public async Task<CardReply> RunAsync(CardCall call, byte[] body)
    {
        if (EnrollRequest.Read(body, out var problem) is not { } request)
        {
            return problem!;
        }

        call.ConsumerId = request.IdentityValue;
        call.Receipt = request.ReferenceId;
        if (call.Identify(request.SrcClientId, request.ServiceId, request.SrcDpaId, "BODY") is { } denied)
        {
            return denied;
        }

        if (request.ReferenceType != "PUSH_ACCOUNT_RECEIPT")
        {
            // "Program rules not allowed reference type for a program": no card number is ever accepted here, encrypted or not.
            return CardErrors.Forbidden("enrolmentReferenceData.enrolmentReferenceType");
        }

        var merchant = call.Merchant!;
        if (vault.IsConsumerOfAnotherService(merchant, request.IdentityValue))
        {
            return CardErrors.Forbidden("serviceId");
        }

        var receipt = receipts.Find(request.ReferenceId!);
        if (receipt is null || receipt.TokenRequestorId != merchant.TokenRequestorId)
        {
            return CardErrors.ReceiptNotFound();
        }

        if (receipt.Account.Fate == Fate.ExpiredReceipt || clock.GetUtcNow() >= receipt.ExpiresAt)
        {
            return CardErrors.ReceiptExpired();
        }

        return receipt.IsEnrolled ? CardErrors.AlreadyExists() : await MeetFateAsync(call, request, receipt);
    }

    private async Task<CardReply> MeetFateAsync(CardCall call, EnrollRequest request, Receipt receipt)
    {
        var attempt = receipt.CountAttempt();
        switch (receipt.Account.Fate)
        {
            case Fate.IssuerDeclined:
                return CardErrors.IssuerDeclined();
            case Fate.Ineligible:
                return CardErrors.Ineligible();
            case Fate.SuspendedCard:
                return CardErrors.SuspendedCard();
            case Fate.AlreadySaved:
                return CardErrors.AlreadyExists();
            case Fate.Unavailable:
            case Fate.UnavailableOnce when attempt == 1:
                return CardErrors.Unavailable();
            case Fate.Throttled:
            case Fate.ThrottledOnce when attempt == 1:
                return CardErrors.Throttled();
            case Fate.Internal:
                return CardErrors.Internal();
            case Fate.GatewayError:
                return GatewayErrors.SystemError(attempt);
            case Fate.DropBefore:
                return CardReply.Dropped();
            case Fate.DropAfterEnroll:
                return Approve(call, request, receipt) is { Enrolled: true } lost
                    ? CardReply.Dropped() with { Enrolled = true, CardId = lost.CardId }
                    : CardErrors.AlreadyExists();
            case Fate.Unreadable:
                return Approve(call, request, receipt) is { Enrolled: true } cut
                    ? cut with { Body = cut.Body[..(cut.Body.Length / 2)] }
                    : CardErrors.AlreadyExists();
            case Fate.Slow:
                // By the wall clock, whatever the injected clock does, and not tied to the caller: an enrollment goes on when the caller has left.
                await Task.Delay(TimeSpan.FromSeconds(options.Value.SlowSeconds));
                return Approve(call, request, receipt);
            default:
                return Approve(call, request, receipt);
        }
    }

    private CardReply Approve(CardCall call, EnrollRequest request, Receipt receipt)
    {
        if (!receipt.TryEnroll())
        {
            return CardErrors.AlreadyExists();
        }

        var card = vault.Enroll(call.Merchant!, receipt.Account, request.IdentityValue);
        var body = CardBody.Enrolled(card, request.SrcCorrelationId, call.PublicAddress);
        return CardReply.Json(StatusCodes.Status200OK, null, body) with { Enrolled = true, CardId = card.CardId };
    }
}
