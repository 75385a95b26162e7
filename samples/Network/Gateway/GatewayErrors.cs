using System.Text.Json.Nodes;
using Network.Cards;

namespace Network.Gateway;

/// <summary>Errors of the gateway in front of the API; their shape is not that of the API itself.</summary>
internal static class GatewayErrors
{
    public static CardReply Unauthenticated(OAuthVerdict verdict) =>
        CardReply.Json(StatusCodes.Status401Unauthorized, verdict.Code, Wrap(new JsonArray(Error(verdict.Code!, verdict.Description!, recoverable: false))));

    public static CardReply TooLarge() =>
        CardReply.Json(StatusCodes.Status413PayloadTooLarge, "BODY_TOO_LARGE", Wrap(new JsonArray(Error("BODY_TOO_LARGE", "The body is too large.", recoverable: false))));

    /// <summary>Both forms in which the list has been seen: as a list, and as a single object.</summary>
    public static CardReply SystemError(int attempt)
    {
        const string code = "SYSTEM_ERROR";
        var error = Error(code, "The system is not available, please try again later.", recoverable: true);
        return attempt % 2 == 1
            ? CardReply.Json(StatusCodes.Status502BadGateway, code, Wrap(new JsonArray(error)))
            : CardReply.Json(StatusCodes.Status500InternalServerError, code, Wrap(error));
    }

    private static JsonObject Wrap(JsonNode error) => new() { ["Errors"] = new JsonObject { ["Error"] = error } };

    private static JsonObject Error(string code, string description, bool recoverable) => new()
    {
        ["Source"] = "Gateway",
        ["ReasonCode"] = code,
        ["Description"] = description,
        ["Recoverable"] = recoverable,
        ["Details"] = null,
    };
}
