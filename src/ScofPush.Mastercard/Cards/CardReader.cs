using System.Buffers;
using System.Globalization;
using System.Text.Json;
using ScofPush.AspNetCore.Enrollment;

namespace ScofPush.Mastercard.Cards;

/// <summary>Makes our card of the network's: mended where that is safe, left out where it is not, never more digits than four.</summary>
internal static class CardReader
{
    private static readonly SearchValues<char> CardIdCharacters = SearchValues.Create(
        "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_.~+=-"
    );

    private static readonly SearchValues<char> EventCharacters = SearchValues.Create("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_");

    /// <summary>The card, or <see langword="null"/> when the answer cannot be read or names no card.</summary>
    public static EnrolledCard? Read(ReadOnlySpan<byte> json)
    {
        try
        {
            var response = JsonSerializer.Deserialize(json, CardJson.Default.CardResponse);
            return Read(response?.MaskedCard) is { } card ? card with { ConsumerId = ConsumerId(response?.MaskedConsumer) ?? card.ConsumerId } : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The card, or <see langword="null"/> when it has no id.</summary>
    public static EnrolledCard? Read(MaskedCard? card) =>
        card is { SrcDigitalCardId: { } id } && IsCardId(id) ? Map(id, card, card.DigitalCardData ?? new()) : null;

    /// <summary>Whether the text can be a srcDigitalCardId: it becomes a path segment.</summary>
    public static bool IsCardId(string text) =>
        text.Length <= 36 && text.Any(char.IsAsciiLetterOrDigit) && !text.AsSpan().ContainsAnyExcept(CardIdCharacters);

    private static EnrolledCard Map(string id, MaskedCard card, DigitalCardData data) =>
        new()
        {
            CardId = id,
            Status = Text(data.Status, 32)?.ToUpperInvariant() switch
            {
                "ACTIVE" => CardStatus.Active,
                "SUSPENDED" => CardStatus.Suspended,
                "CANCELLED" => CardStatus.Cancelled,
                _ => CardStatus.Unknown,
            },
            LastFour = LastDigits(card.PanLastFour),
            ExpiryMonth = Month(card.PanExpirationMonth),
            ExpiryYear = Year(card.PanExpirationYear),
            TokenUniqueReference = Text(card.TokenUniqueReference, 64),
            TokenLastFour = LastDigits(card.TokenLastFour),
            PaymentAccountReference = Text(card.PaymentAccountReference, 64),
            DescriptorName = Text(data.DescriptorName, 64),
            IssuerName = Text(data.IssuerName, 64),
            CoBrandedName = Text(data.CoBrandedName, 128),
            ArtUri = WebAddress(data.ArtUri),
            ForegroundColor = Color(data.ForegroundColor),
            CardType = Text(card.PaymentCardType, 16)?.ToUpperInvariant(),
            Descriptor = Descriptor(Text(card.PaymentCardDescriptor, 32)),
            PendingEvents = [.. (data.PendingEvents ?? []).Where(name => name.Length is >= 1 and <= 64 && !name.AsSpan().ContainsAnyExcept(EventCharacters)).Take(10)],
            CreatedAt = Time(Text(card.DateOfCardCreated, 40)),
            ConsumerId = ConsumerId(card.MaskedConsumer),
            AuthenticatesInIssuerApp = data.AuthenticationMethods is { Count: > 0 } methods && methods.All(IsInApp),
        };

    private static DateTimeOffset? Time(string? text) =>
        DateTimeOffset.TryParseExact(
            text,
            "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK",
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out var time
        )
            ? time
            : null;

    /// <summary>The id that we gave the consumer; the network gives some ids of its own, which say nothing to us (protocol 5).</summary>
    private static string? ConsumerId(MaskedConsumer? consumer) =>
        consumer?.MaskedConsumerIdentity is { IdentityType: "EXTERNAL_ACCOUNT_ID", MaskedIdentityValue: { Length: >= 1 and <= 255 } id }
        && !id.StartsWith("SYSTEM_GENERATED_", StringComparison.Ordinal)
            ? id
            : null;

    private static bool IsInApp(AuthenticationMethod method) =>
        method.UriData?.UriType?.StartsWith("APP", StringComparison.OrdinalIgnoreCase) ?? false;

    private static string? Descriptor(string? text) =>
        Array.Find(["mastercard", "maestro"], name => name.Equals(text, StringComparison.OrdinalIgnoreCase)) ?? text;

    /// <summary>The text without control characters and without the stray blanks and commas of the examples.</summary>
    private static string? Text(string? value, int longest)
    {
        if (value is null)
        {
            return null;
        }

        var text = string.Concat(value.Where(character => !char.IsControl(character))).Trim(' ', ',');
        if (text.Length > longest)
        {
            text = text[..(char.IsHighSurrogate(text[longest - 1]) ? longest - 1 : longest)];
        }

        return text.Length == 0 || text == "null" ? null : text;
    }

    private static string? LastDigits(string? value)
    {
        var digits = string.Concat((value ?? "").Where(char.IsAsciiDigit));
        return digits.Length switch
        {
            0 => null,
            > 4 => digits[^4..],
            _ => digits,
        };
    }

    private static string? Month(string? value) =>
        int.TryParse(Text(value, 8), NumberStyles.None, CultureInfo.InvariantCulture, out var month) && month is >= 1 and <= 12
            ? month.ToString("00", CultureInfo.InvariantCulture)
            : null;

    private static string? Year(string? value)
    {
        if (!int.TryParse(Text(value, 8), NumberStyles.None, CultureInfo.InvariantCulture, out var year))
        {
            return null;
        }

        return year switch
        {
            >= 1 and <= 99 => $"20{year:00}",
            >= 2000 and <= 2999 => year.ToString(CultureInfo.InvariantCulture),
            _ => null,
        };
    }

    private static string? WebAddress(string? value) =>
        Text(value, 1025) is { Length: <= 1024 } text
        && Uri.TryCreate(text, UriKind.Absolute, out var uri)
        && (uri.Scheme == Uri.UriSchemeHttps || uri.Scheme == Uri.UriSchemeHttp)
            ? text
            : null;

    private static string? Color(string? value) =>
        Text(value, 16)?.TrimStart('#') is { Length: 3 or 6 } hex && hex.All(char.IsAsciiHexDigit) ? hex : null;
}
