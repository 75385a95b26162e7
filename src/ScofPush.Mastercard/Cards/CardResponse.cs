using System.Text.Json.Serialization;

namespace ScofPush.Mastercard.Cards;

/// <summary>
/// What we read of a successful answer. <c>encryptedPushAccountData</c> holds the PAN and therefore is not a member: the reader skips
/// it.
/// </summary>
internal sealed class CardResponse
{
    [JsonConverter(typeof(ObjectOrNullConverter<MaskedCard>))]
    public MaskedCard? MaskedCard { get; set; }

    [JsonConverter(typeof(ObjectOrNullConverter<MaskedConsumer>))]
    public MaskedConsumer? MaskedConsumer { get; set; }
}

internal sealed class MaskedConsumer
{
    [JsonConverter(typeof(ObjectOrNullConverter<MaskedConsumerIdentity>))]
    public MaskedConsumerIdentity? MaskedConsumerIdentity { get; set; }
}

internal sealed class MaskedConsumerIdentity
{
    public string? IdentityType { get; set; }

    public string? MaskedIdentityValue { get; set; }
}

internal sealed class MaskedCard
{
    public string? SrcDigitalCardId { get; set; }

    public string? PanLastFour { get; set; }

    public string? PanExpirationMonth { get; set; }

    public string? PanExpirationYear { get; set; }

    public string? TokenUniqueReference { get; set; }

    public string? TokenLastFour { get; set; }

    public string? PaymentAccountReference { get; set; }

    public string? PaymentCardType { get; set; }

    public string? PaymentCardDescriptor { get; set; }

    public string? DateOfCardCreated { get; set; }

    /// <summary>Beside the card by the schema, and in it in half of the official examples.</summary>
    [JsonConverter(typeof(ObjectOrNullConverter<MaskedConsumer>))]
    public MaskedConsumer? MaskedConsumer { get; set; }

    [JsonConverter(typeof(ObjectOrNullConverter<DigitalCardData>))]
    public DigitalCardData? DigitalCardData { get; set; }
}

internal sealed class DigitalCardData
{
    public string? Status { get; set; }

    public string? DescriptorName { get; set; }

    public string? IssuerName { get; set; }

    public string? CoBrandedName { get; set; }

    public string? ArtUri { get; set; }

    public string? ForegroundColor { get; set; }

    [JsonConverter(typeof(OneOrManyConverter<string>))]
    public IReadOnlyList<string>? PendingEvents { get; set; }

    [JsonConverter(typeof(OneOrManyConverter<AuthenticationMethod>))]
    public IReadOnlyList<AuthenticationMethod>? AuthenticationMethods { get; set; }
}

internal sealed class AuthenticationMethod
{
    [JsonConverter(typeof(ObjectOrNullConverter<UriData>))]
    public UriData? UriData { get; set; }
}

internal sealed class UriData
{
    /// <summary><c>WEB_URI</c> in the official examples; nothing more is said of it, so that whatever begins with APP is an app.</summary>
    public string? UriType { get; set; }
}
