using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using ScofPush.AspNetCore.Confirmation;
using ScofPush.AspNetCore.Detection;
using ScofPush.AspNetCore.Diagnostics;
using ScofPush.AspNetCore.Pages;
using ScofPush.AspNetCore.Pending;
using ScofPush.AspNetCore.Returning;
using ScofPush.AspNetCore.SignIn;

namespace ScofPush.AspNetCore.Pipeline;

/// <summary>What a shopper gets who is not signed in: the host's sign-in, once that may help.</summary>
internal sealed class PushSignIn(ShopperSignIn signIn, ResumeCookie resume, CallbackPolicy callbacks, PageRenderer pages, ILogger<PushSignIn> logger)
{
    // Then the shopper is asked: a host that has a session of its own might send them back at once, for ever.
    private const int MaxChallenges = 2;

    public Task SendAsync(HttpContext context, PushRecord push, PushRequest? request, string? verb, bool isThisBrowser)
    {
        if (!HttpMethods.IsGet(context.Request.Method))
        {
            // A form cannot be posted again after sign-in: it goes back to the page first.
            PageHeaders.SeeOther(context, OwnPath.For(context, push.Id));
            return Task.CompletedTask;
        }

        var mayKnow = isThisBrowser ? request : null;
        return verb switch
        {
            OwnPath.SignIn => ChallengeAsync(context, push),
            OwnPath.Cancel => AskAsync(context, push, mayKnow, code: null),
            not OwnPath.Here when ShopperSignIn.MayBeHeldBack(context.Request) => ComeOnceMoreAsync(context, push),
            _ when ResumeCookie.Challenges(context.Request, push.Id) >= MaxChallenges => AskAgainAsync(context, push, mayKnow),
            _ => ChallengeAsync(context, push),
        };
    }

    private async Task ChallengeAsync(HttpContext context, PushRecord push)
    {
        SignInLog.Challenged(logger, PushId.Short(push.Id));
        resume.Remember(context, push);
        PageHeaders.SetCommon(context.Response);
        await signIn.ChallengeAsync(context, OwnPath.For(context, push.Id));
    }

    /// <summary>
    /// Who comes from another site may be signed in all the same, and comes once more from this one; from there it cannot come to this
    /// again.
    /// </summary>
    private Task ComeOnceMoreAsync(HttpContext context, PushRecord push)
    {
        var here = OwnPath.For(context, push.Id, OwnPath.Here);
        context.Response.Headers["Refresh"] = $"0; url={here}";
        return pages.WriteAsync(context, "Arriving", new ArrivingViewModel { HerePath = here }, StatusCodes.Status200OK);
    }

    private Task AskAgainAsync(HttpContext context, PushRecord push, PushRequest? request)
    {
        SignInLog.SignInNotKept(logger, ScofPushCodes.SignInNotKept, PushId.Short(push.Id), OwnPath.Prefix);
        return AskAsync(context, push, request, ScofPushCodes.SignInNotKept);
    }

    /// <param name="context">The request.</param>
    /// <param name="push">The push.</param>
    /// <param name="request">What it says; <see langword="null"/> for a browser that did not bring it.</param>
    /// <param name="code">Why the page is shown, if not because the shopper asked for it.</param>
    private Task AskAsync(HttpContext context, PushRecord push, PushRequest? request, string? code)
    {
        var problem = code is null ? null : ProblemTexts.For(code);
        var model = new SignInViewModel
        {
            SignInPath = OwnPath.For(context, push.Id, OwnPath.SignIn),
            DeclinePath = request is null || !PushMoves.IsUndecided(push) ? null : OwnPath.For(context, push.Id, OwnPath.Decline),
            ContinuePath = request?.Page ?? "",
            NoticeCode = code,
            Notice = problem?.Message,
        };
        var target = request is null ? null : callbacks.FormTarget(request);
        return pages.WriteAsync(context, "SignIn", model, problem?.Status ?? StatusCodes.Status200OK, target);
    }
}
