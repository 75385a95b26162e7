namespace Bank.Cards;

/// <summary>Says in a few words what the network simulator will do with a card.</summary>
internal static class FateText
{
    public static string Describe(string fate) => fate switch
    {
        "APPROVED" => "Will be saved",
        "APPROVED_PENDING_SCA" => "Saved, needs one more check",
        "SUSPENDED" => "Saved, but suspended",
        "ISSUER_DECLINED" => "Will be declined",
        "INELIGIBLE" => "Not eligible for shops",
        "SUSPENDED_CARD" => "Blocked, will be declined",
        "SLOW" => "Saved after a slow answer",
        "UNAVAILABLE_ONCE" => "Saved at the second try",
        "UNAVAILABLE" => "Issuer never answers",
        "INTERNAL" => "Fails inside the network",
        "GATEWAY_ERROR" => "Fails at the gateway",
        "THROTTLED_ONCE" => "Throttled, then saved",
        "THROTTLED" => "Always throttled",
        "DROP_AFTER_ENROLL" => "Saved, but the answer is lost",
        "DROP_BEFORE" => "Connection drops, not saved",
        "UNREADABLE" => "Saved, with a broken answer",
        "EXPIRED_RECEIPT" => "Receipt will have expired",
        "ALREADY_SAVED" => "Already at the shop",
        _ => fate,
    };
}
