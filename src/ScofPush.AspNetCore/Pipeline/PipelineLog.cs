using Microsoft.Extensions.Logging;

namespace ScofPush.AspNetCore.Pipeline;

internal static partial class PipelineLog
{
    [LoggerMessage(1800, LogLevel.Information, "ScofPush is ready", EventName = "Ready")]
    public static partial void Ready(ILogger logger);

    [LoggerMessage(1810, LogLevel.Error, "{Code}: a push or a page of ScofPush was requested, but the pipeline ended before it reached app.UseScofPush(). Move that line up, ahead of app.UseEndpoints() and of middleware that answers by itself", EventName = "NotReached")]
    public static partial void NotReached(ILogger logger, string code);

    [LoggerMessage(1811, LogLevel.Error, "{Code}: a request failed; the shopper was shown a page", EventName = "RequestFailed")]
    public static partial void RequestFailed(ILogger logger, string code, Exception exception);

    [LoggerMessage(1812, LogLevel.Error, "{Code}: background work on push {Push} failed; it is tried again", EventName = "BackgroundFailed")]
    public static partial void BackgroundFailed(ILogger logger, string code, string push, Exception exception);

    [LoggerMessage(1813, LogLevel.Error, "{Code}: the push store did not answer; it is asked again", EventName = "SweepFailed")]
    public static partial void SweepFailed(ILogger logger, string code, Exception exception);

    [LoggerMessage(1815, LogLevel.Error, "{Code}: whether a shopper is to be brought back to a push could not be told; the page that was asked for was shown", EventName = "ResumingFailed")]
    public static partial void ResumingFailed(ILogger logger, string code, Exception exception);

    [LoggerMessage(1814, LogLevel.Warning, "{Code}: a request came as http, but a proxy says that it was https. Add app.UseForwardedHeaders() ahead of UseScofPush, with ForwardedHeaders.XForwardedProto and the proxy among KnownProxies or KnownIPNetworks; else cookies and sign-in take the site for http", EventName = "ProxyNotTrusted")]
    public static partial void ProxyNotTrusted(ILogger logger, string code);
}
