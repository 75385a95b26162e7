using System.Text.Json.Serialization;

namespace ScofPush.Mastercard.Cards;

/// <summary>
/// An error in any of the shapes that occur: the API's with <c>errordetail</c> or <c>details</c>, and the gateway's <c>Errors</c>.
/// Messages are not read: they are free text.
/// </summary>
internal sealed class ErrorResponse
{
    public string? Reason { get; set; }

    [JsonConverter(typeof(OneOrManyConverter<ErrorDetail>))]
    public IReadOnlyList<ErrorDetail>? Errordetail { get; set; }

    [JsonConverter(typeof(OneOrManyConverter<ErrorDetail>))]
    public IReadOnlyList<ErrorDetail>? Details { get; set; }

    [JsonConverter(typeof(ObjectOrNullConverter<GatewayErrors>))]
    public GatewayErrors? Errors { get; set; }
}

internal sealed class ErrorDetail
{
    public string? Reason { get; set; }

    public string? Source { get; set; }
}

internal sealed class GatewayErrors
{
    [JsonConverter(typeof(OneOrManyConverter<GatewayError>))]
    public IReadOnlyList<GatewayError>? Error { get; set; }
}

internal sealed class GatewayError
{
    public string? ReasonCode { get; set; }
}
