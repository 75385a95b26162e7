namespace Bank.Pushes;

internal sealed record Shop(string TokenRequestorId, string Name, Uri PushUri);

internal sealed record PushRequest(
    string RequestId,
    string TokenRequestorId,
    IReadOnlyList<PushAccount> Accounts,
    string CallbackUrl,
    bool CallbackRequired,
    bool CompleteWebsiteActivation,
    string Locale);

internal sealed record PushAccount(
    string AccountReference,
    string PanLastFour,
    string ProductName,
    string IssuerName,
    string CardType,
    string Fate,
    int? ReceiptLifeSeconds);

internal sealed record PushResponse(IReadOnlyList<IssuedReceipt> PushAccountReceipts, Uri PushUri, string PushAccountData);

internal sealed record IssuedReceipt(string AccountReference, string PushAccountReceipt);
