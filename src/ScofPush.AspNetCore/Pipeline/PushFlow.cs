using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using ScofPush.AspNetCore.Confirmation;
using ScofPush.AspNetCore.Diagnostics;
using ScofPush.AspNetCore.Enrollment;
using ScofPush.AspNetCore.Notifications;
using ScofPush.AspNetCore.Pages;
using ScofPush.AspNetCore.Pending;
using ScofPush.AspNetCore.SignIn;

namespace ScofPush.AspNetCore.Pipeline;

/// <summary>Answers the plugin's own addresses. A GET shows where the push stands; only a POST decides .</summary>
internal sealed class PushFlow(
    PushVisits visits,
    PushPages show,
    PushLot lot,
    PushProcessor processor,
    ShopperSignIn signIn,
    NotificationEndpoint notifications,
    IAntiforgery antiforgery,
    PageRenderer pages,
    EnrollmentOptions options,
    ScofPushMetrics metrics,
    TimeProvider time,
    ILogger<PushFlow> logger)
{
    private const int RefreshSeconds = 2;
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(200);

    public Task AnswerAsync(HttpContext context, PathString rest)
    {
        if (notifications.Answers(rest))
        {
            return notifications.AnswerAsync(context);
        }

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
                context, verb is null or OwnPath.Cancel or OwnPath.Accept or OwnPath.Decline or OwnPath.Switch ? ScofPushCodes.UnknownPush : ScofPushCodes.PageNotFound),
            (_, null or OwnPath.Here or OwnPath.Again or OwnPath.Progress or OwnPath.Cancel or OwnPath.SignIn) => HttpMethods.IsGet(method)
                ? ShowAsync(context, name, verb)
                : RefuseMethodAsync(context, "GET"),
            (_, OwnPath.Accept or OwnPath.Decline or OwnPath.Switch) => HttpMethods.IsPost(method)
                ? DecideAsync(context, name, verb)
                : RefuseMethodAsync(context, "POST"),
            _ => pages.WriteProblemAsync(context, ScofPushCodes.PageNotFound),
        };
    }

    private async Task ShowAsync(HttpContext context, string id, string? verb)
    {
        if (await visits.BeginAsync(context, id, verb) is not { } visit)
        {
            return;
        }

        if (verb == OwnPath.Progress && IsBeingWorkedOn(visit.Push))
        {
            visit = visit with { Push = await WaitAsync(visit.Push, context.RequestAborted) };
        }

        await (visit.Push switch
        {
            { State: PushState.Parked or PushState.Bound } => show.WriteConfirmAsync(context, visit, isAgain: verb == OwnPath.Again),
            { } push when !push.IsSettled(time.GetUtcNow()) => ShowWorkingAsync(context, visit),
            _ when verb == OwnPath.Progress => show.ReturnAsync(context, visit),
            _ => show.WriteDoneAsync(context, visit),
        });
    }

    private async Task DecideAsync(HttpContext context, string id, string verb)
    {
        if (await visits.BeginAsync(context, id, verb) is not { } visit)
        {
            return;
        }

        if (!await HasValidTokenAsync(context))
        {
            ConfirmationLog.InvalidForm(logger, ScofPushCodes.InvalidForm, PushId.Short(id));
            PageHeaders.SeeOther(context, OwnPath.For(context, id, visit.Customer is null ? OwnPath.Cancel : OwnPath.Again));
            return;
        }

        if (verb == OwnPath.Switch)
        {
            await SwitchAsync(context, visit);
            return;
        }

        var push = verb == OwnPath.Accept ? await AcceptAsync(visit.Push) : await DeclineAsync(visit.Push);
        if (IsBeingWorkedOn(push))
        {
            push = await WaitAsync(push, context.RequestAborted);
        }

        if (push.IsSettled(time.GetUtcNow()))
        {
            await show.ReturnAsync(context, visit with { Push = push });
        }
        else
        {
            PageHeaders.SeeOther(context, OwnPath.For(context, id, IsBeingWorkedOn(push) ? OwnPath.Progress : null));
        }
    }

    /// <summary>"Not you?": the push is given back and the session ended; whoever signs in next is asked.</summary>
    private async Task SwitchAsync(HttpContext context, PushVisit visit)
    {
        var key = visit.Customer?.Key ?? "";
        var (_, move) = await lot.MoveAsync(visit.Push, current => PushMoves.Release(current, key), context.RequestAborted);
        if (move == MoveResult.Moved && await signIn.CanSignOutAsync())
        {
            ConfirmationLog.Switched(logger, PushId.Short(visit.Push.Id));
            await signIn.SignOutAsync(context);
        }

        PageHeaders.SeeOther(context, OwnPath.For(context, visit.Push.Id));
    }

    private bool IsBeingWorkedOn(PushRecord push) =>
        push.State == PushState.Confirmed || (push.State == PushState.Returned && !push.IsSettled(time.GetUtcNow()));

    /// <summary>A form that cannot be read is as good as one without a token .</summary>
    private async Task<bool> HasValidTokenAsync(HttpContext context)
    {
        try
        {
            return await antiforgery.IsRequestValidAsync(context);
        }
        catch (Exception exception) when (exception is AntiforgeryValidationException or InvalidDataException or BadHttpRequestException)
        {
            return false;
        }
    }

    /// <summary>The decision is written even when the browser has gone: a phone may switch apps right after the tap.</summary>
    private async Task<PushRecord> AcceptAsync(PushRecord push)
    {
        (push, var move) = await lot.MoveAsync(push, current => PushMoves.Accept(current, time.GetUtcNow()), CancellationToken.None);
        if (move == MoveResult.Moved)
        {
            ConfirmationLog.Accepted(logger, PushId.Short(push.Id));
        }

        return push;
    }

    private async Task<PushRecord> DeclineAsync(PushRecord push)
    {
        (push, var move) = await lot.MoveAsync(push, PushMoves.Decline, CancellationToken.None);
        if (move == MoveResult.Moved)
        {
            ConfirmationLog.Declined(logger, PushId.Short(push.Id));
            metrics.FlowEnded("declined");
        }

        return push;
    }

    /// <summary>
    /// Joins the work on the push, or starts it, and gives it a while; another process may be at it. The work goes on when the shopper
    /// leaves.
    /// </summary>
    private async Task<PushRecord> WaitAsync(PushRecord push, CancellationToken aborted)
    {
        using var patience = new CancellationTokenSource(options.Wait, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, aborted);
        try
        {
            while (true)
            {
                await processor.RunAsync(push.Id).WaitAsync(either.Token);
                push = await lot.FindAsync(push.Id, either.Token) ?? push;
                if (!IsBeingWorkedOn(push))
                {
                    return push;
                }

                await Task.Delay(Poll, time, either.Token);
            }
        }
        catch (OperationCanceledException) when (!aborted.IsCancellationRequested)
        {
            // Not an error: the Working page refreshes to the outcome.
            return await lot.FindAsync(push.Id, aborted) ?? push;
        }
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
