using Microsoft.Extensions.Logging;

namespace ScofPush.Mastercard.Keys;

/// <summary>Log events 2000-2009: the signing key.</summary>
internal static partial class KeyLog
{
    [LoggerMessage(
        EventId = 2000,
        EventName = "SigningKeyLoaded",
        Level = LogLevel.Information,
        Message = "The signing key of ScofPush:Mastercard:{Setting} is loaded, with its consumer key."
    )]
    public static partial void Loaded(ILogger logger, string setting);

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
        Message = "{Code}: the certificate of the signing key ends at {End}. Renew the key in the developer portal."
    )]
    public static partial void ExpiresSoon(ILogger logger, string code, DateTimeOffset end);

    [LoggerMessage(
        EventId = 2003,
        EventName = "SigningKeyExpired",
        Level = LogLevel.Error,
        Message = "{Code}: the certificate of the signing key ended at {End}. Renew the key in the developer portal."
    )]
    public static partial void Expired(ILogger logger, string code, DateTimeOffset end);

    [LoggerMessage(
        EventId = 2004,
        EventName = "SigningKeyPairIncomplete",
        Level = LogLevel.Warning,
        Message = "{Code}: ScofPush:Mastercard:{Changed} has changed and ScofPush:Mastercard:{Unchanged} has not. The old pair stays in use until both have; if only one was meant to change, restart."
    )]
    public static partial void PairIncomplete(ILogger logger, string code, string changed, string unchanged);

    [LoggerMessage(
        EventId = 2005,
        EventName = "SigningKeySelfCheckFailed",
        Level = LogLevel.Error,
        Message = "{Code}: the signing key did not pass its check: {Problem}. Until it does, no card can be enrolled."
    )]
    public static partial void SelfCheckFailed(ILogger logger, string code, string problem);
}
