using Microsoft.Extensions.Logging;

namespace ScofPush.Mastercard.Keys;

/// <summary>Log events 2000-2009: the signing key.</summary>
internal static partial class KeyLog
{
    [LoggerMessage(
        EventId = 2000,
        EventName = "SigningKeyLoaded",
        Level = LogLevel.Information,
        Message = "The signing key of ScofPush:Mastercard:{Setting} is loaded ({KeySize} bits)."
    )]
    public static partial void Loaded(ILogger logger, string setting, int keySize);

    [LoggerMessage(
        EventId = 2001,
        EventName = "SigningKeyUnusable",
        Level = LogLevel.Error,
        Message = "{Code}: the signing key cannot be used, see {Key}. {Problem}"
    )]
    public static partial void Unusable(ILogger logger, string code, string key, string problem);

    [LoggerMessage(
        EventId = 2002,
        EventName = "SigningKeyExpiresSoon",
        Level = LogLevel.Warning,
        Message = "The certificate of the signing key ends at {End}: renew the key in the developer portal."
    )]
    public static partial void ExpiresSoon(ILogger logger, DateTimeOffset end);
}
