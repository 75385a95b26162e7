namespace ScofPush.AspNetCore.Enrollment;

/// <summary>What became of one Enroll call.</summary>
public sealed record EnrollmentResult
{
    /// <summary>The outcome.</summary>
    public required EnrollmentOutcome Outcome { get; init; }

    /// <summary>The card; set exactly when <see cref="Outcome"/> is <see cref="EnrollmentOutcome.Enrolled"/>.</summary>
    public EnrolledCard? Card { get; init; }

    /// <summary>The SP code that says why, for every outcome but Enrolled.</summary>
    public string? Code { get; init; }

    /// <summary>
    /// The network's own reason for operators, e.g. <c>INVALID_STATE/ISSUER_DECLINED</c>: names of the protocol, never free text.
    /// </summary>
    public string? Reason { get; init; }

    /// <summary>The answer proves that the network did nothing, so that the claim may be released (design 7).</summary>
    public bool NothingDone { get; init; }

    /// <summary>The session affinity value for the next call of the same push (protocol 5).</summary>
    public string? FlowId { get; init; }
}

/// <summary>The outcomes of an Enroll call (protocol 5).</summary>
public enum EnrollmentOutcome
{
    /// <summary>The card is enrolled.</summary>
    Enrolled,

    /// <summary>The issuer refused, or the card cannot be tokenized.</summary>
    Declined,

    /// <summary>The network says that it is already saved here.</summary>
    Duplicate,

    /// <summary>The receipt expired or is unknown: the shopper starts again in the bank's app.</summary>
    ReceiptExpired,

    /// <summary>Not enrolled.</summary>
    Failed,

    /// <summary>It cannot be told whether the card was enrolled.</summary>
    Unknown,
}
