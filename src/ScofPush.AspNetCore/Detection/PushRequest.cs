namespace ScofPush.AspNetCore.Detection;

/// <summary>What a push URI says (protocol 1). It is sealed while parked and never printed: the receipts are bearer secrets.</summary>
internal sealed record PushRequest
{
    public required IReadOnlyList<string> Receipts { get; init; }

    /// <summary>As the bank gave it, at most one layer of percent-encoding removed.</summary>
    public string? Callback { get; init; }

    public bool CallbackRequired { get; init; }

    public bool CompleteIssuerAppActivation { get; init; }

    public bool CompleteWebsiteActivation { get; init; } = true;

    public bool AccountHolderDataSupplied { get; init; }

    public string? Locale { get; init; }

    /// <summary>All of the above came out of a signed push that was verified.</summary>
    public bool IsVerified { get; init; }

    /// <summary>The host's page that the push was opened on, without the push; <see langword="null"/> for the shop's front page.</summary>
    public string? Page { get; init; }

    /// <summary>Random: tells the browser that brought the push from others.</summary>
    public string? Mark { get; init; }

    public override string ToString() => $"push of {Receipts.Count} receipt(s)";
}
