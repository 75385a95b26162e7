using System.Collections.Frozen;

namespace Network.Connect;

/// <summary>What the card API will answer when the receipt of an account is enrolled.</summary>
internal static class Fate
{
    /// <summary>200, ACTIVE.</summary>
    public const string Approved = "APPROVED";

    /// <summary>200, ACTIVE, with PENDING_SCA among the pending events.</summary>
    public const string ApprovedPendingSca = "APPROVED_PENDING_SCA";

    /// <summary>200, enrolled, but digitalCardData.status is SUSPENDED.</summary>
    public const string Suspended = "SUSPENDED";

    /// <summary>400 INVALID_STATE, ISSUER_DECLINED.</summary>
    public const string IssuerDeclined = "ISSUER_DECLINED";

    /// <summary>400 INVALID_STATE, PAN_INELIGIBLE.</summary>
    public const string Ineligible = "INELIGIBLE";

    /// <summary>400 INVALID_STATE, SUSPENDED_CARD.</summary>
    public const string SuspendedCard = "SUSPENDED_CARD";

    /// <summary>Waits <see cref="NetworkOptions.SlowSeconds"/>, then 200. Enrolls even if the caller has gone by then.</summary>
    public const string Slow = "SLOW";

    /// <summary>503 NO_RESPONSE_FROM_ISSUER, then 200.</summary>
    public const string UnavailableOnce = "UNAVAILABLE_ONCE";

    /// <summary>503 NO_RESPONSE_FROM_ISSUER, always.</summary>
    public const string Unavailable = "UNAVAILABLE";

    /// <summary>500 INTERNAL; nothing is enrolled.</summary>
    public const string Internal = "INTERNAL";

    /// <summary>The gateway's own error shape: 502 with a list at odd attempts, 500 with a single object at even ones.</summary>
    public const string GatewayError = "GATEWAY_ERROR";

    /// <summary>429 with Retry-After: 1, then 200.</summary>
    public const string ThrottledOnce = "THROTTLED_ONCE";

    /// <summary>429 with Retry-After: 1, always.</summary>
    public const string Throttled = "THROTTLED";

    /// <summary>Enrolls, then drops the connection without an answer.</summary>
    public const string DropAfterEnroll = "DROP_AFTER_ENROLL";

    /// <summary>Drops the connection; nothing is enrolled.</summary>
    public const string DropBefore = "DROP_BEFORE";

    /// <summary>Enrolls and answers 200 with broken JSON.</summary>
    public const string Unreadable = "UNREADABLE";

    /// <summary>400 INVALID_STATE, EXPIRED, whatever the time.</summary>
    public const string ExpiredReceipt = "EXPIRED_RECEIPT";

    /// <summary>400 ALREADY_EXISTS at the first call.</summary>
    public const string AlreadySaved = "ALREADY_SAVED";

    public static readonly FrozenSet<string> All = FrozenSet.Create(
        StringComparer.Ordinal,
        Approved, ApprovedPendingSca, Suspended, IssuerDeclined, Ineligible, SuspendedCard, Slow, UnavailableOnce, Unavailable, Internal,
        GatewayError, ThrottledOnce, Throttled, DropAfterEnroll, DropBefore, Unreadable, ExpiredReceipt, AlreadySaved);
}
