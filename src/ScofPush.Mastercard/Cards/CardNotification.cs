using System.Text.Json.Serialization;

namespace ScofPush.Mastercard.Cards;

/// <summary>What we read of a notification (protocol 5).</summary>
internal sealed class CardNotification
{
    [JsonConverter(typeof(OneOrManyConverter<CardEvent>))]
    public IReadOnlyList<CardEvent>? DigitalCardUpdateNotifications { get; set; }

    /// <summary>A JWE that may hold the PAN: only that it is there is of interest .</summary>
    [JsonConverter(typeof(PresenceConverter))]
    [JsonPropertyName("encryptedDigitalCardUpdateNotifications")]
    public bool HasJwe { get; set; }
}

internal sealed class CardEvent
{
    /// <summary>Milliseconds since 1970.</summary>
    public string? EventTimeStamp { get; set; }

    [JsonConverter(typeof(ObjectOrNullConverter<MaskedCard>))]
    public MaskedCard? MaskedCard { get; set; }
}
