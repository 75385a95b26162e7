namespace ScofPush.AspNetCore.Detection;

/// <summary>What a push URI says (protocol 1). It is sealed while parked and never printed: the receipts are bearer secrets.</summary>
internal sealed record PushRequest
{
    public required IReadOnlyList<string> Receipts { get; init; }

    /// <summary>As the query parser gave it, at most one layer of percent-encoding removed. Not yet judged.</summary>
    public string? Callback { get; init; }

    public bool CallbackRequired { get; init; }

    public bool CompleteIssuerAppActivation { get; init; }

    public bool CompleteWebsiteActivation { get; init; } = true;

    public bool AccountHolderDataSupplied { get; init; }

    public string? Locale { get; init; }

    public override string ToString() => $"push of {Receipts.Count} receipt(s)";
}
