using System.Text.Json;
using System.Text.Json.Serialization;

namespace ScofPush.Mastercard.Cards;

/// <summary>Strict writing, lenient reading: the network's examples break their own schema (protocol 5, R-68).</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    PropertyNameCaseInsensitive = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    AllowTrailingCommas = true,
    ReadCommentHandling = JsonCommentHandling.Skip,
    Converters = [typeof(TextConverter)]
)]
[JsonSerializable(typeof(EnrollCardRequest))]
[JsonSerializable(typeof(CardResponse))]
[JsonSerializable(typeof(ErrorResponse))]
[JsonSerializable(typeof(CardNotification))]
internal sealed partial class CardJson : JsonSerializerContext;
