using Microsoft.Extensions.Logging;

namespace ScofPush.AspNetCore.Detection;

internal static partial class DetectionLog
{
    [LoggerMessage(1010, LogLevel.Warning, "{Code}: a push URI was refused", EventName = "PushRefused")]
    public static partial void PushRefused(ILogger logger, string code);

    [LoggerMessage(1011, LogLevel.Information, "{Count} key(s) for signed pushes are ready", EventName = "KeysRead")]
    public static partial void KeysRead(ILogger logger, int count);

    [LoggerMessage(1012, LogLevel.Warning, "{Code}: the keys of ScofPush:Detection:{Source} could not be read; those it gave last, if any, stay in use", EventName = "KeysNotRead")]
    public static partial void KeysNotRead(ILogger logger, string code, string source, Exception exception);

    [LoggerMessage(1013, LogLevel.Warning, "{Code}: the certificate of key {KeyId} is valid from {NotBefore:u} to {NotAfter:u} only; it verifies nothing now", EventName = "CertificateNotValid")]
    public static partial void CertificateNotValid(ILogger logger, string code, string keyId, DateTime notBefore, DateTime notAfter);

    [LoggerMessage(1014, LogLevel.Warning, "{Code}: no keys are configured, so pushes that anybody can make are taken. Set ScofPush:Detection:JwksUrl, JwksFile or KeyFiles, or SignedPush to PlainOnly if that is meant", EventName = "UnsignedOnly")]
    public static partial void UnsignedOnly(ILogger logger, string code);

    [LoggerMessage(1015, LogLevel.Information, "{Code}: a push requires the shopper back, but gives no callback", EventName = "CallbackMissing")]
    public static partial void CallbackMissing(ILogger logger, string code);
}
