using Microsoft.Extensions.Logging;

namespace ScofPush.AspNetCore.Recording;

internal static partial class RecordingLog
{
    [LoggerMessage(1600, LogLevel.Information, "Push {Push}, receipt {Index}: recorded by the shop", EventName = "Recorded")]
    public static partial void Recorded(ILogger logger, string push, int index);

    [LoggerMessage(1601, LogLevel.Information, "A customer's data was erased: {Pushes} push(es) anonymised, {UnderWay} to be anonymised when they have ended, {Cards} card(s) removed", EventName = "CustomerErased")]
    public static partial void CustomerErased(ILogger logger, int pushes, int underWay, int cards);

    [LoggerMessage(1610, LogLevel.Error, "{Code}: push {Push}, receipt {Index}: recording did not succeed (attempt {Failures}); the recorder is called again at {RetryAt}", EventName = "RecorderFailed")]
    public static partial void RecorderFailed(ILogger logger, string code, string push, int index, int failures, DateTimeOffset retryAt, Exception? exception);

    [LoggerMessage(1613, LogLevel.Error, "{Code}: push {Push}, receipt {Index}: the recorder failed {Failures} times and is not called any more; the card is kept as Undelivered. Mend the recorder, then set the receipt back to Enrolled and the push's DueAt to now", EventName = "Undelivered")]
    public static partial void Undelivered(ILogger logger, string code, string push, int index, int failures);

    [LoggerMessage(1611, LogLevel.Warning, "{Code}: push {Push}, receipt {Index}: the recorder refused the card; deleting it at the network: {Deletion}", EventName = "RecorderRefused")]
    public static partial void RecorderRefused(ILogger logger, string code, string push, int index, Enrollment.CardOnFileOutcome deletion);

    [LoggerMessage(1612, LogLevel.Warning, "{Code}: no ICardOnFileRecorder is registered: enrolled cards stay in ScofPush's own store, readable through ICardOnFileStore. Register yours with AddScofPush(...).AddRecorder<T>()", EventName = "RecorderMissing")]
    public static partial void RecorderMissing(ILogger logger, string code);
}
