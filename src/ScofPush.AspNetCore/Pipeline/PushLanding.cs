using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using ScofPush.AspNetCore.Detection;
using ScofPush.AspNetCore.Diagnostics;
using ScofPush.AspNetCore.Pages;
using ScofPush.AspNetCore.Pending;
using ScofPush.AspNetCore.Returning;

namespace ScofPush.AspNetCore.Pipeline;

/// <summary>A push arrives: read it, park it, and go on at an address that says nothing .</summary>
internal sealed class PushLanding(
    PushReader reader,
    PushLot lot,
    LandingLimits limits,
    BrowserMarks marks,
    CallbackPolicy callbacks,
    PageRenderer pages,
    ScofPushMetrics metrics,
    ILogger<PushLanding> logger)
{
    public async Task AnswerAsync(HttpContext context)
    {
        if (HttpMethods.IsHead(context.Request.Method))
        {
            // Somebody looks whether the address exists. The host must not see the receipts, and nobody is there to go on.
            PageHeaders.SetCommon(context.Response);
            return;
        }

        var (push, code) = await ReadAsync(context);
        code ??= callbacks.Refuse(push!) ?? await limits.RefuseAnyAsync(context.RequestAborted);
        if (code is not null)
        {
            if (code is ScofPushCodes.TooManyLandings or ScofPushCodes.TooManyParked)
            {
                context.Response.Headers.RetryAfter = LandingLimits.RetryAfter;
            }

            metrics.Detected(code);
            DetectionLog.PushRefused(logger, code);
            await pages.WriteProblemAsync(context, code);
            return;
        }

        if (push is { CallbackRequired: true, Callback: null })
        {
            DetectionLog.CallbackMissing(logger, ScofPushCodes.CallbackMissing);
        }

        var (parked, mark) = await lot.ParkAsync(push!, context.RequestAborted);
        metrics.Detected(code: null);
        PendingLog.Parked(logger, PushId.Short(parked.Id), parked.Receipts.Count);
        marks.HandOver(context, parked.Id, mark);
        PageHeaders.SeeOther(context, OwnPath.For(context, parked.Id));
    }

    /// <summary>Verifying a signature costs more than counting, so that the address is counted first.</summary>
    private async ValueTask<(PushRequest? Push, string? Code)> ReadAsync(HttpContext context)
    {
        var code = IsAhead(context.Request) ? ScofPushCodes.PrefetchedPush : limits.RefuseAddress(context.Connection.RemoteIpAddress);
        return code is null ? await reader.ReadAsync(context.Request, context.RequestAborted) : (null, code);
    }

    /// <summary>Whether a browser fetches the page before the shopper asks for it. It throws an answer like ours away and comes back.</summary>
    private static bool IsAhead(HttpRequest request) =>
        request.Headers["Sec-Purpose"].ToString().Contains("prefetch", StringComparison.OrdinalIgnoreCase)
        || request.Headers["Purpose"].ToString().Equals("prefetch", StringComparison.OrdinalIgnoreCase);
}
