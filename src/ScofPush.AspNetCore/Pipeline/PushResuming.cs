using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using ScofPush.AspNetCore.Confirmation;
using ScofPush.AspNetCore.Detection;
using ScofPush.AspNetCore.Pages;
using ScofPush.AspNetCore.Pending;
using ScofPush.AspNetCore.SignIn;

namespace ScofPush.AspNetCore.Pipeline;

/// <summary>Brings a shopper who signed in and was not sent back, back to the push: once (R-11, design 4).</summary>
internal sealed class PushResuming(
    PushLot lot,
    PushSeal seal,
    ShopperSignIn signIn,
    ResumeCookie resume,
    ILogger<PushResuming> logger)
{
    /// <summary>Whether the request is answered: it goes to the push. Otherwise it is the host's, and nothing about it has changed.</summary>
    public async Task<bool> TryAsync(HttpContext context)
    {
        try
        {
            if (ResumeCookie.Read(context.Request) is not { } cookie)
            {
                resume.Clear(context);
                return false;
            }

            if (cookie.IsSpent || await signIn.FindAsync(context) is not { } principal || signIn.Identify(principal) is not { } customer)
            {
                return false;
            }

            if (await lot.FindAsync(cookie.Id, context.RequestAborted) is not { } push || !IsWaitingFor(push, customer.Key))
            {
                resume.Clear(context);
                return false;
            }

            await lot.MoveAsync(push, current => WithPage(current, HostPage.OfPath(context.Request)), context.RequestAborted);
            resume.Spend(context, push);
            SignInLog.Resumed(logger, PushId.Short(push.Id));
            PageHeaders.SeeOther(context, OwnPath.For(context, push.Id));
            return true;
        }
        catch (Exception exception) when (!context.RequestAborted.IsCancellationRequested)
        {
            // The shopper asked for a page of the shop, which must not fail for our sake.
            PipelineLog.ResumingFailed(logger, Faults.CodeOf(exception), exception);
            return false;
        }
    }

    private bool IsWaitingFor(PushRecord push, string customerKey) => !lot.HasExpired(push)
        && (push.State == PushState.Parked || (push.State == PushState.Bound && PushMoves.IsBoundTo(push, customerKey)));

    /// <summary>The page that the shopper was on the way to is where they continue.</summary>
    private PushRecord WithPage(PushRecord push, string? page) =>
        page is not null && seal.Unseal(push.Sealed) is { } request ? push with { Sealed = seal.Seal(request with { Page = page }) } : push;
}
