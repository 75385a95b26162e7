using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace Network.Cards;

/// <summary>Patterns and value lists of the API's description, anchored at both ends.</summary>
internal static partial class Patterns
{
    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;

    public static FrozenSet<string> CardSources { get; } = Set("CARDHOLDER", "EXISTING_CREDENTIAL", "ISSUER", "MERCHANT", "WALLET");

    public static FrozenSet<string> IdentityTypes { get; } = Set("EXTERNAL_ACCOUNT_ID");

    public static FrozenSet<string> ReferenceTypes { get; } =
        Set("EXISTING_TOKEN_UNIQUE_REFERENCE", "TOKEN_UNIQUE_REFERENCE", "PUSH_ACCOUNT_RECEIPT", "SRC_DIGITAL_CARD_ID");

    public static FrozenSet<string> DeleteReasons { get; } = Set("SUSPECTED_FRAUD", "ACCOUNT_CLOSED", "OTHER", "DEFAULT");

    public static FrozenSet<string> Requestors { get; } = Set("CARDHOLDER", "MERCHANT", "ISSUER", "WALLET");

    public static FrozenSet<string> Recommendations { get; } = Set("APPROVED", "DECLINED");

    public static FrozenSet<string> Booleans { get; } = Set("true", "false");

    [GeneratedRegex("^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\\z", Options, 1000)]
    public static partial Regex ClientId();

    [GeneratedRegex("^[0-9a-zA-Z#_-]*\\z", Options, 1000)]
    public static partial Regex ServiceId();

    [GeneratedRegex("^([0-9a-f]{8}.)?[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}\\z", Options, 1000)]
    public static partial Regex CorrelationId();

    [GeneratedRegex("^[0-9a-zA-Z_#.-]*\\z", Options, 1000)]
    public static partial Regex FlowId();

    [GeneratedRegex("^[1-5]\\z", Options, 1000)]
    public static partial Regex Score();

    [GeneratedRegex("^((25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])(\\.|\\z)){4}(?<!\\.)\\z", Options, 1000)]
    public static partial Regex IPv4();

    private static FrozenSet<string> Set(params ReadOnlySpan<string> values) => FrozenSet.Create(StringComparer.Ordinal, values);
}
