using System.Text.Json;
using System.Text.Json.Nodes;

namespace Network.Cards;

/// <summary>An answer of the card API, complete before it is written: the call log must know it first.</summary>
internal sealed record CardReply(int Status, string? Reason, ReadOnlyMemory<byte> Body)
{
    public string? CardId { get; init; }

    public bool Enrolled { get; init; }

    public int? RetryAfterSeconds { get; init; }

    /// <summary>The connection is closed instead of answering.</summary>
    public bool Drop { get; init; }

    public static CardReply Json(int status, string? reason, JsonObject body) => new(status, reason, JsonSerializer.SerializeToUtf8Bytes(body));

    public static CardReply Dropped() => new(0, "DROPPED", ReadOnlyMemory<byte>.Empty) { Drop = true };
}
