using Microsoft.Extensions.Logging;
using ScofPush.AspNetCore.Pending;

namespace ScofPush.AspNetCore.Enrollment;

internal static partial class EnrollmentLog
{
    [LoggerMessage(1500, LogLevel.Information, "Push {Push}, receipt {Index}: enrolled", EventName = "Enrolled")]
    public static partial void Enrolled(ILogger logger, string push, int index);

    [LoggerMessage(1510, LogLevel.Warning, "{Code}: push {Push}, receipt {Index}: {State} ({Reason})", EventName = "NotEnrolled")]
    public static partial void NotEnrolled(ILogger logger, string? code, string push, int index, ReceiptState state, string? reason);

    [LoggerMessage(1511, LogLevel.Error, "{Code}: push {Push}, receipt {Index}: the enroller threw {ExceptionType}; whether the card was enrolled is not known", EventName = "EnrollerThrew")]
    public static partial void EnrollerThrew(ILogger logger, string code, string push, int index, string exceptionType);

    [LoggerMessage(1513, LogLevel.Error, "{Code}: push {Push}, receipt {Index}: the network's answer could not be written to the store; trying again in {Delay}", EventName = "AnswerNotWritten")]
    public static partial void AnswerNotWritten(ILogger logger, string code, string push, int index, TimeSpan delay, Exception exception);

    [LoggerMessage(1516, LogLevel.Error, "{Code}: push {Push}, receipt {Index}: the network enrolled the card, but the receipt is {State} by now; the card lives on at the network and nobody has it", EventName = "AnswerTooLate")]
    public static partial void AnswerTooLate(ILogger logger, string code, string push, int index, ReceiptState state);

    [LoggerMessage(1514, LogLevel.Warning, "{Code}: push {Push}, receipt {Index}: the network is asked again what became of it", EventName = "Repeating")]
    public static partial void Repeating(ILogger logger, string code, string push, int index);

    [LoggerMessage(1515, LogLevel.Error, "{Code}: push {Push}, receipt {Index}: whether the card was enrolled could not be found out. Ask Mastercard, or the bank, with the time of this push", EventName = "GivenUp")]
    public static partial void GivenUp(ILogger logger, string code, string push, int index);

    [LoggerMessage(1517, LogLevel.Information, "Push {Push}, receipt {Index}: a notification told what became of it: enrolled", EventName = "Found")]
    public static partial void Found(ILogger logger, string push, int index);

    [LoggerMessage(1518, LogLevel.Error, "{Code}: the network has a card that may belong to any of {Count} receipts whose answers were lost, of push(es) {Pushes}: none is settled by it. Ask Mastercard, or the bank, with the times of these pushes", EventName = "CardAmbiguous")]
    public static partial void CardAmbiguous(ILogger logger, string code, int count, string pushes);

    [LoggerMessage(1512, LogLevel.Warning, "{Code}: push {Push}, receipt {Index}: the process that was enrolling it is gone; whether the card was enrolled is not known", EventName = "LeaseExpired")]
    public static partial void LeaseExpired(ILogger logger, string code, string push, int index);
}
