using System.Collections.Frozen;

namespace ScofPush.Mastercard.Cards;

/// <summary>The names that the API's description gives to reasons. Any other text of an answer never leaves the adapter.</summary>
internal static class Reasons
{
    private const string Other = "_OTHER";

    private static readonly FrozenSet<string> Known = new[]
    {
        // ErrorReason
        "INVALID_ARGUMENT",
        "INVALID_STATE",
        "UNAUTHENTICATED",
        "PERMISSION_DENIED",
        "LOCKED",
        "NOT_FOUND",
        "ABORTED",
        "ALREADY_EXISTS",
        "RESOURCE_EXHAUSTED",
        "CANCELLED",
        "DATA_LOSS",
        "INTERNAL",
        "NOT_IMPLEMENTED",
        "UNAVAILABLE",
        "DEADLINE_EXCEEDED",
        "CVC_VERIFICATION_REQUIRED",
        "COMPLIANCE_REQUIRED",
        // ErrorDetailReason
        "CANNOT_BE_NULL",
        "INVALID_VALUE",
        "INVALID_FORMAT",
        "CORRUPT_DATA",
        "EXPIRED",
        "MULTIPLE_FOUND",
        "PAN_INELIGIBLE",
        "TOKENIZATION_INELIGIBLE",
        "INVALID_PAN",
        "ISSUER_DECLINED",
        "NO_RESPONSE_FROM_ISSUER",
        "INVALID_TOKEN_UNIQUE_REFERENCE",
        "SUSPENDED_CARD",
        "AMBIGUOUS_CONSUMER_IDENTITY",
        "ACCOUNT_RANGE_NOT_FOUND",
        // both
        "INVALID_DSRP_TOKEN_AUTH_DATA",
        "INVALID_RECENT-IDV_TOKEN_AUTH_DATA",
        "INVALID_DATA_FOR_VER_TYPE-21",
        "INVALID_DATA_FOR_VER_TYPE-22",
        "INVALID_TOKEN_UNIQUE_REFERENCE_ERROR",
        "INVALID_TOKEN_REQUESTOR_ID",
        "INVALID_CONFIGURATION",
        "TOKEN_MIGRATION_NOT_ELIGIBLE",
        "UNEXPECTED_ERROR",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary><c>REASON/DETAIL</c>, or whichever of them there is.</summary>
    public static string? Join(string? reason, string? detail) =>
        (string.IsNullOrEmpty(reason), string.IsNullOrEmpty(detail)) switch
        {
            (true, true) => null,
            (false, true) => Name(reason!),
            (true, false) => Name(detail!),
            _ => $"{Name(reason!)}/{Name(detail!)}",
        };

    private static string Name(string text) => Known.Contains(text) ? text : Other;
}
