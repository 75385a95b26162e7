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
    PushLot lot,
    CallbackPolicy callbacks,
    PageRenderer pages,
    ScofPushMetrics metrics,
    ILogger<PushLanding> logger)
{
    public async Task AnswerAsync(HttpContext context)
    {
        var (push, code) = PushQuery.Read(context.Request.QueryString);
        code ??= push!.Callback is { } callback ? callbacks.Refuse(callback) : null;
        metrics.Detected(code);
        if (code is not null)
        {
            DetectionLog.PushRefused(logger, code);
            await pages.WriteProblemAsync(context, code);
            return;
        }

        var parked = await lot.ParkAsync(push!, context.RequestAborted);
        PendingLog.Parked(logger, PushId.Short(parked.Id), parked.Receipts.Count);
        PageHeaders.SeeOther(context, OwnPath.For(context, parked.Id));
    }
}
