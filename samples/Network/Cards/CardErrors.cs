using System.Text.Json.Nodes;

namespace Network.Cards;

/// <summary>
/// Errors of the card API. The official examples call the list <c>errordetail</c> or <c>details</c>, or have null or nothing in its place:
/// each error here takes the form of the example it belongs to.
/// </summary>
internal static class CardErrors
{
    private const string Malformed = "Cannot process the request because it is malformed or has incorrect/missing fields or values.";
    private const string Incorrect = "Request cannot be executed due to the incorrect field value";
    private const string Denied = "Access is denied to the requested resource. Client does not have sufficient permission or has been locked.";
    private const string ReceiptSource = "enrolmentReferenceData.enrolmentReferenceId";

    public static CardReply Missing(string source, string sourceType) => sourceType == "QUERY"
        ? Error(400, "INVALID_ARGUMENT", "Http request query parameter is missing", "errordetail",
            Detail("CANNOT_BE_NULL", $"Required request parameter '{source}' for method parameter type String is not present", source, sourceType))
        : Error(400, "INVALID_ARGUMENT", Malformed, "details", Detail("CANNOT_BE_NULL", $"{source} is required", source, sourceType));

    public static CardReply Invalid(string source, string sourceType) =>
        Error(400, "INVALID_ARGUMENT", Malformed, "errordetail", Detail("INVALID_VALUE", Malformed, source, sourceType));

    public static CardReply WrongLength(string source, string sourceType) =>
        Error(400, "INVALID_ARGUMENT", Malformed, "errordetail", Detail(null, "Invalid Field Length", source, sourceType));

    public static CardReply WrongType(string source) =>
        Error(400, "INVALID_ARGUMENT", "Http request argument type is mismatched at this service", "errordetail",
            Detail("INVALID_VALUE", "Failed to convert value to required type 'java.lang.Boolean'", source, "QUERY"));

    public static CardReply UnknownClient(string source, string sourceType) => sourceType == "QUERY"
        ? Error(403, "PERMISSION_DENIED", Denied, "errordetail", null)
        : source == "srcClientId"
            ? Json(403, "PERMISSION_DENIED", Denied)
            : Forbidden(source);

    public static CardReply Forbidden(string source) =>
        Error(403, "PERMISSION_DENIED", Denied, "errordetail", Detail("INVALID_VALUE", Denied, source, "BODY"));

    public static CardReply IssuerDeclined() => State("ISSUER_DECLINED", "Invalid PAN");

    public static CardReply Ineligible() => State("PAN_INELIGIBLE", "PAN Ineligible");

    public static CardReply SuspendedCard() => State("SUSPENDED_CARD", "Card is suspended");

    public static CardReply ReceiptNotFound() =>
        Error(400, "INVALID_STATE", Incorrect, "errordetail", Detail("NOT_FOUND", "Push account receipt not found", ReceiptSource, "BODY"));

    public static CardReply ReceiptExpired() =>
        Error(400, "INVALID_STATE", Incorrect, "details", Detail("EXPIRED", "Push account receipt expired", ReceiptSource, "BODY"));

    /// <summary>
    /// The official file lists the reason but no status for it. This simulator answers 400: it is the only status for state errors there,
    /// and a client must not depend on the status anyway.
    /// </summary>
    public static CardReply AlreadyExists() =>
        Error(400, "ALREADY_EXISTS", Incorrect, "errordetail", Detail("ALREADY_EXISTS", "Card already exists", ReceiptSource, "BODY"));

    public static CardReply CardNotFoundOnGet() =>
        Error(404, "NOT_FOUND", "Not Found", "errordetail", Detail("NOT_FOUND", "Card ID not found", "srcDigitalCardId", "PATH"));

    public static CardReply CardNotFoundOnDelete() => Error(404, "NOT_FOUND", "Card not found", "errordetail", null);

    public static CardReply Internal() =>
        Json(500, "INTERNAL", "Internal server error. Something went wrong while processing the request.");

    public static CardReply Unavailable()
    {
        var detail = new JsonObject { ["message"] = "Issuer did not respond in time. Retry the request.", ["reason"] = "NO_RESPONSE_FROM_ISSUER" };
        return Error(503, "UNAVAILABLE", "Service unavailable. Typically the server not able to serve the request temporarily. Retry after some time", "errordetail", detail);
    }

    public static CardReply Throttled() =>
        Error(429, "RESOURCE_EXHAUSTED", "Too many requests.", "errordetail", null) with { RetryAfterSeconds = 1 };

    private static CardReply State(string reason, string message) =>
        Error(400, "INVALID_STATE", Incorrect, "errordetail", Detail(reason, message, "Card", "BODY"));

    private static JsonObject Detail(string? reason, string message, string source, string sourceType) =>
        new() { ["message"] = message, ["reason"] = reason, ["source"] = source, ["sourceType"] = sourceType };

    private static CardReply Error(int status, string reason, string message, string list, JsonObject? detail)
    {
        var body = new JsonObject { [list] = detail is null ? null : new JsonArray(detail) };
        var detailReason = detail?["reason"]?.GetValue<string>();
        return Finish(body, status, reason, message, detailReason);
    }

    private static CardReply Json(int status, string reason, string message) => Finish([], status, reason, message, null);

    private static CardReply Finish(JsonObject body, int status, string reason, string message, string? detailReason)
    {
        body["message"] = message;
        body["reason"] = reason;
        body["status"] = status;
        var logged = detailReason is null || detailReason == reason ? reason : $"{reason} {detailReason}";
        return CardReply.Json(status, logged, body);
    }
}
