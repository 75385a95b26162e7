namespace ScofPush.Mastercard.Cards;

// Classes, not records: a record would print the receipt.

/// <summary>The body of <c>POST /cards</c> (protocol 5).</summary>
internal sealed class EnrollCardRequest
{
    public required string SrcClientId { get; init; }

    public string? SrcDpaId { get; init; }

    public string? SrcCorrelationId { get; init; }

    public required string ServiceId { get; init; }

    public required EnrolmentReferenceData EnrolmentReferenceData { get; init; }

    public required string CardSource { get; init; }

    public required Consumer Consumer { get; init; }
}

internal sealed class EnrolmentReferenceData
{
    public required string EnrolmentReferenceId { get; init; }

    public required string EnrolmentReferenceType { get; init; }
}

internal sealed class Consumer
{
    public required ConsumerIdentity ConsumerIdentity { get; init; }
}

internal sealed class ConsumerIdentity
{
    public required string IdentityType { get; init; }

    public required string IdentityValue { get; init; }
}
