namespace Network.Gateway;

/// <summary>What the gateway found: the merchants of the consumer key, or why the call is refused.</summary>
internal sealed record OAuthVerdict(IReadOnlyList<Merchant> Merchants, string? Code, string? Description)
{
    public bool IsValid => Code is null;

    public static OAuthVerdict Accept(IReadOnlyList<Merchant> merchants) => new(merchants, null, null);

    public static OAuthVerdict Refuse(string code, string description) => new([], code, description);
}
