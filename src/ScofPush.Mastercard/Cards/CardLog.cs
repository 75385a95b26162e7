using Microsoft.Extensions.Logging;

namespace ScofPush.Mastercard.Cards;

/// <summary>
/// Log events 2010-2029: calls to the card API. They carry statuses and names of the protocol; never a receipt, a card, a consumer or
/// a body.
/// </summary>
internal static partial class CardLog
{
    [LoggerMessage(
        EventId = 2010,
        EventName = "NetworkRefusedUs",
        Level = LogLevel.Error,
        Message = "SP2010: Mastercard refused our signature, keys or ids: {Call} was answered {Status} {Reason}. Check ConsumerKey and the key, SrcClientId, ServiceId and SrcDpaId."
    )]
    public static partial void RefusedUs(ILogger logger, string call, int status, string? reason);

    [LoggerMessage(
        EventId = 2011,
        EventName = "NetworkInvalidArgument",
        Level = LogLevel.Error,
        Message = "SP2011: Mastercard could not accept our request: {Call} was answered {Status} {Reason}."
    )]
    public static partial void InvalidArgument(ILogger logger, string call, int status, string? reason);

    [LoggerMessage(
        EventId = 2012,
        EventName = "NetworkOutcomeUnknown",
        Level = LogLevel.Warning,
        Message = "SP2012: what became of {Call} is not known: {Arrival}, status {Status} {Reason} {Fault}."
    )]
    public static partial void OutcomeUnknown(ILogger logger, string call, Arrival arrival, int status, string? reason, string? fault);

    [LoggerMessage(
        EventId = 2013,
        EventName = "NetworkUnavailable",
        Level = LogLevel.Warning,
        Message = "SP2013: Mastercard was busy or out of reach and did nothing for {Call}: {Arrival}, status {Status} {Reason} {Fault}."
    )]
    public static partial void Unavailable(ILogger logger, string call, Arrival arrival, int status, string? reason, string? fault);

    [LoggerMessage(
        EventId = 2014,
        EventName = "NetworkCallNotReady",
        Level = LogLevel.Error,
        Message = "{Code}: {Call} was not sent, the Mastercard client is not ready ({Fault}). See the configuration section ScofPush:Mastercard."
    )]
    public static partial void NotReady(ILogger logger, string code, string call, string? fault);

    [LoggerMessage(
        EventId = 2015,
        EventName = "NetworkAnswered",
        Level = LogLevel.Information,
        Message = "Mastercard answered {Call} with {Status} {Reason}."
    )]
    public static partial void Answered(ILogger logger, string call, int status, string? reason);

    [LoggerMessage(
        EventId = 2016,
        EventName = "NetworkCallRetrying",
        Level = LogLevel.Information,
        Message = "A call to Mastercard is tried once more after {Delay}: {Arrival}, status {Status}."
    )]
    public static partial void Retrying(ILogger logger, TimeSpan delay, Arrival arrival, int status);

    [LoggerMessage(
        EventId = 2017,
        EventName = "NetworkPaused",
        Level = LogLevel.Error,
        Message = "SP2014: at least half of the last calls to Mastercard failed. None is made for {Pause}; shoppers are asked to come back shortly."
    )]
    public static partial void Paused(ILogger logger, TimeSpan pause);

    [LoggerMessage(EventId = 2018, EventName = "NetworkResumed", Level = LogLevel.Information, Message = "Mastercard answers again.")]
    public static partial void Resumed(ILogger logger);

    [LoggerMessage(
        EventId = 2019,
        EventName = "NetworkCallWithheld",
        Level = LogLevel.Warning,
        Message = "SP2014: {Call} was not sent, because calls to Mastercard fail just now."
    )]
    public static partial void Withheld(ILogger logger, string call);
}
