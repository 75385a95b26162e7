using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using ScofPush.AspNetCore.Confirmation;
using ScofPush.AspNetCore.Diagnostics;
using ScofPush.AspNetCore.Enrollment;
using ScofPush.AspNetCore.Pages;
using ScofPush.AspNetCore.Pending;

namespace ScofPush.AspNetCore.Pipeline;

/// <summary>Answers the plugin's own addresses. A GET shows where the push stands; only a POST decides .</summary>
internal sealed class PushFlow(
    PushVisits visits,
    PushPages show,
    PushLot lot,
    PushProcessor processor,
    IAntiforgery antiforgery,
    PageRenderer pages,
    EnrollmentOptions options,
    TimeProvider time,
    ILogger<PushFlow> logger)
{
    private const int RefreshSeconds = 2;

    public Task AnswerAsync(HttpContext context, PathString rest)
    {
        var path = rest.Value.AsSpan().TrimStart('/');
        var slash = path.IndexOf('/');
        var name = (slash < 0 ? path : path[..slash]).ToString();
        var verb = slash < 0 ? null : path[(slash + 1)..].ToString();
        var method = context.Request.Method;
        var isGet = HttpMethods.IsGet(method) || HttpMethods.IsHead(method);

        return (name, verb) switch
        {
            (Stylesheet.FileName, null) when isGet => Stylesheet.WriteAsync(context),
            (Stylesheet.FileName, null) => RefuseMethodAsync(context, "GET, HEAD"),
            _ when !PushId.IsWellFormed(name) => pages.WriteProblemAsync(
                context, verb is null or OwnPath.Accept or OwnPath.Decline ? ScofPushCodes.UnknownPush : ScofPushCodes.PageNotFound),
            (_, null or OwnPath.Again or OwnPath.Progress) => HttpMethods.IsGet(method)
                ? ShowAsync(context, name, verb)
                : RefuseMethodAsync(context, "GET"),
            (_, OwnPath.Accept or OwnPath.Decline) => HttpMethods.IsPost(method)
                ? DecideAsync(context, name, verb)
                : RefuseMethodAsync(context, "POST"),
            _ => pages.WriteProblemAsync(context, ScofPushCodes.PageNotFound),
        };
    }

    private async Task ShowAsync(HttpContext context, string id, string? verb)
    {
        if (await visits.BeginAsync(context, id) is not { } visit)
        {
            return;
        }

        if (visit.Push.State == PushState.Confirmed && verb == OwnPath.Progress)
        {
            visit = visit with { Push = await WaitAsync(visit.Push, context.RequestAborted) };
        }

        switch (visit.Push.State)
        {
            case PushState.Confirmed:
                await ShowWorkingAsync(context, visit);
                break;
            case PushState.Returned when verb == OwnPath.Progress:
                await show.ReturnAsync(context, visit);
                break;
            case PushState.Returned:
                await show.WriteDoneAsync(context, visit);
                break;
            default:
                await show.WriteConfirmAsync(context, visit, isAgain: verb == OwnPath.Again);
                break;
        }
    }

    private async Task DecideAsync(HttpContext context, string id, string verb)
    {
        if (await visits.BeginAsync(context, id) is not { } visit)
        {
            return;
        }

        if (!await antiforgery.IsRequestValidAsync(context))
        {
            ConfirmationLog.InvalidForm(logger, ScofPushCodes.InvalidForm, PushId.Short(id));
            PageHeaders.SeeOther(context, OwnPath.For(context, id, OwnPath.Again));
            return;
        }

        var push = verb == OwnPath.Accept ? await AcceptAsync(visit.Push, context) : await DeclineAsync(visit.Push);
        visit = visit with { Push = push };
        switch (push.State)
        {
            case PushState.Returned:
                await show.ReturnAsync(context, visit);
                break;
            case PushState.Confirmed:
                PageHeaders.SeeOther(context, OwnPath.For(context, id, OwnPath.Progress));
                break;
            default:
                PageHeaders.SeeOther(context, OwnPath.For(context, id));
                break;
        }
    }

    private async Task<PushRecord> AcceptAsync(PushRecord push, HttpContext context)
    {
        var before = push.State;
        (push, _) = await lot.MoveAsync(push, current => PushMoves.Accept(current, time.GetUtcNow()), context.RequestAborted);
        if (before == PushState.Bound && push.State == PushState.Confirmed)
        {
            ConfirmationLog.Accepted(logger, PushId.Short(push.Id));
        }

        return push.State == PushState.Confirmed ? await WaitAsync(push, context.RequestAborted) : push;
    }

    private async Task<PushRecord> DeclineAsync(PushRecord push)
    {
        var before = push.State;
        (push, _) = await lot.MoveAsync(push, PushMoves.Decline, CancellationToken.None);
        if (before == PushState.Bound && push.State == PushState.Returned)
        {
            ConfirmationLog.Declined(logger, PushId.Short(push.Id));
        }

        return push;
    }

    /// <summary>Joins the work on the push, or starts it, and gives it a while. The work goes on when the shopper leaves .</summary>
    private async Task<PushRecord> WaitAsync(PushRecord push, CancellationToken aborted)
    {
        try
        {
            await processor.RunAsync(push.Id).WaitAsync(options.Wait, time, aborted);
        }
        catch (TimeoutException)
        {
            // Not an error: the Working page refreshes to the outcome.
        }

        return await lot.FindAsync(push.Id, aborted) ?? push;
    }

    private Task ShowWorkingAsync(HttpContext context, PushVisit visit)
    {
        var progress = OwnPath.For(context, visit.Push.Id, OwnPath.Progress);
        context.Response.Headers["Refresh"] = $"{RefreshSeconds}; url={progress}";
        var model = new WorkingViewModel { CardCount = visit.Push.Receipts.Count, ProgressPath = progress };
        return pages.WriteAsync(context, "Working", model, StatusCodes.Status200OK);
    }

    private Task RefuseMethodAsync(HttpContext context, string allowed)
    {
        context.Response.Headers.Allow = allowed;
        return pages.WriteProblemAsync(context, ScofPushCodes.MethodNotAllowed);
    }
}
