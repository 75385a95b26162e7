using System.Text.Json.Serialization;

namespace Network.CallLog;

/// <summary>What a handler knows about the call it answered.</summary>
internal record CallFacts
{
    public string? Merchant { get; init; }

    /// <summary>The receipt in full; several, comma separated, for a push. Null where the call names none.</summary>
    public string? Receipt { get; init; }

    public string? ConsumerId { get; init; }

    /// <summary>0 when the connection was dropped without an answer.</summary>
    public int Status { get; init; }

    public string? Reason { get; init; }

    public bool Enrolled { get; init; }

    /// <summary>Null where no signature is asked for.</summary>
    public bool? OauthValid { get; init; }

    public string? FlowIdIn { get; init; }

    public string? FlowIdOut { get; init; }

    public string? CardId { get; init; }
}

internal sealed record CallEntry : CallFacts
{
    public CallEntry(CallFacts facts)
        : base(facts)
    {
    }

    [JsonPropertyOrder(-5)]
    public required long Id { get; init; }

    [JsonPropertyOrder(-4)]
    public required DateTimeOffset Time { get; init; }

    [JsonPropertyOrder(-3)]
    public required string Operation { get; init; }

    [JsonPropertyOrder(-2)]
    public required string Method { get; init; }

    [JsonPropertyOrder(-1)]
    public required string Path { get; init; }
}
