namespace Network.Connect;

internal sealed record PushRequest(
    string? RequestId,
    string? TokenRequestorId,
    IReadOnlyList<PushAccount?>? Accounts,
    string? CallbackUrl,
    bool? CallbackRequired,
    bool? CompleteIssuerAppActivation,
    bool? CompleteWebsiteActivation,
    string? Locale);

/// <summary>An account as the issuer describes it. There is deliberately no member for a card number.</summary>
internal sealed record PushAccount(
    string? AccountReference,
    string? PanLastFour,
    string? ProductName,
    string? IssuerName,
    string? CardType,
    string? Fate,
    int? ReceiptLifeSeconds);

internal sealed record PushResponse(
    string ResponseId,
    IReadOnlyList<IssuedReceipt> PushAccountReceipts,
    string PushUri,
    string PushAccountData);

internal sealed record IssuedReceipt(string AccountReference, string PushAccountReceipt, DateTimeOffset ExpiresAt);

internal sealed record ConnectError(string ResponseId, string ErrorCode, string ErrorDescription);

internal sealed record TokenRequestor(string TokenRequestorId, string Name, string PushUri);
