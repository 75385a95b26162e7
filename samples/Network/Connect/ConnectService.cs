using System.Text.Json.Nodes;
using Network.CallLog;

namespace Network.Connect;

/// <summary>MDES Token Connect, as far as an issuer needs it to push accounts.</summary>
internal sealed class ConnectService(MerchantDirectory merchants, ReceiptBook receipts, PushDataSigner signer, CallBook calls)
{
    private const string Operation = "PushMultipleAccounts";

    public IEnumerable<TokenRequestor> TokenRequestors() =>
        merchants.All.Select(merchant => new TokenRequestor(merchant.TokenRequestorId, merchant.Name, merchant.PushUri));

    public IResult Push(PushRequest request, HttpContext context)
    {
        var responseId = Guid.NewGuid().ToString();
        var merchant = merchants.ByTokenRequestor(request.TokenRequestorId);
        var problem = merchant is null ? "tokenRequestorId is unknown." : PushRequestRules.Problem(request);
        if (merchant is null || problem is not null)
        {
            const string code = "INVALID_FIELD_VALUE";
            calls.Add(context, Operation, new CallFacts { Merchant = merchant?.Name, Status = 400, Reason = code });
            return Results.Json(new ConnectError(responseId, code, problem!), statusCode: StatusCodes.Status400BadRequest);
        }

        var issued = request.Accounts!.Select(account => receipts.Issue(merchant, account!)).ToList();
        calls.Add(context, Operation, new CallFacts
        {
            Merchant = merchant.Name,
            Status = 200,
            Receipt = string.Join(',', issued.Select(receipt => receipt.Value)),
        });
        return Results.Ok(new PushResponse(
            responseId,
            [.. issued.Select(receipt => new IssuedReceipt(receipt.Account.AccountReference!, receipt.Value, receipt.ExpiresAt))],
            merchant.PushUri,
            signer.Sign(Payload(request, issued))));
    }

    private static JsonObject Payload(PushRequest request, List<Receipt> issued)
    {
        var payload = new JsonObject
        {
            ["pushAccountReceipts"] = new JsonArray([.. issued.Select(receipt => JsonValue.Create(receipt.Value))]),
        };
        if (request.CallbackUrl is not null)
        {
            payload["callbackURL"] = request.CallbackUrl;
        }

        payload["callbackRequired"] = request.CallbackRequired ?? false;
        if (request.CompleteIssuerAppActivation is { } completeIssuerApp)
        {
            payload["completeIssuerAppActivation"] = completeIssuerApp;
        }

        payload["completeWebsiteActivation"] = request.CompleteWebsiteActivation ?? true;
        payload["accountHolderDataSupplied"] = false;
        payload["locale"] = request.Locale ?? "en_US";
        return payload;
    }
}
