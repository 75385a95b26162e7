using System.Security.Claims;
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

/// <summary>A signed-in customer at the push that is bound to them.</summary>
/// <param name="Push">The push as it is stored.</param>
/// <param name="Request">What the push says; <see langword="null"/> once erased, or when the key ring is lost after the decision.</param>
/// <param name="Customer">The customer.</param>
internal sealed record PushVisit(PushRecord Push, PushRequest? Request, PushCustomer Customer);

/// <summary>Who may see a push: everything in the way of a visit is answered here.</summary>
internal sealed class PushVisits(
    PushLot lot,
    PushSeal seal,
    ShopperSignIn signIn,
    CallbackPolicy callbacks,
    CallbackResults results,
    PageRenderer pages,
    ILogger<PushVisits> logger)
{
    /// <summary>The visit, or <see langword="null"/> when the request is answered already: a challenge, a problem page.</summary>
    public async Task<PushVisit?> BeginAsync(HttpContext context, string id)
    {
        if (await lot.FindAsync(id, context.RequestAborted) is not { } push)
        {
            await pages.WriteProblemAsync(context, ScofPushCodes.UnknownPush);
            return null;
        }

        var principal = await signIn.AuthenticateAsync(context);
        if (lot.HasExpired(push))
        {
            await ShowExpiredAsync(context, push, principal);
            return null;
        }

        if (principal is null)
        {
            await ChallengeAsync(context, id);
            return null;
        }

        if (signIn.Identify(principal) is not { } customer)
        {
            await pages.WriteProblemAsync(context, ScofPushCodes.NoCustomerKey);
            return null;
        }

        (push, _) = await lot.MoveAsync(push, current => PushMoves.Bind(current, customer.Key), context.RequestAborted);
        if (!PushMoves.IsBoundTo(push, customer.Key))
        {
            await pages.WriteProblemAsync(context, ScofPushCodes.SwitchedAccount);
            return null;
        }

        var request = seal.Unseal(push.Sealed);
        if (request is null && push.State is PushState.Parked or PushState.Bound)
        {
            PendingLog.SealBroken(logger, ScofPushCodes.SealBroken, PushId.Short(push.Id));
            await pages.WriteProblemAsync(context, ScofPushCodes.SealBroken);
            return null;
        }

        return new PushVisit(push, request, customer);
    }

    /// <summary>
    /// A form cannot be posted again after sign-in: it goes back to the page first. Who comes from another site may be signed in all the
    /// same, and comes once more from this one; from there it cannot come to this again.
    /// </summary>
    private async Task ChallengeAsync(HttpContext context, string id)
    {
        if (!HttpMethods.IsGet(context.Request.Method))
        {
            PageHeaders.SeeOther(context, OwnPath.For(context, id));
        }
        else if (ShopperSignIn.MayBeHeldBack(context.Request) && !context.Request.Path.Value!.EndsWith("/" + OwnPath.Here, StringComparison.Ordinal))
        {
            var here = OwnPath.For(context, id, OwnPath.Here);
            context.Response.Headers["Refresh"] = $"0; url={here}";
            await pages.WriteAsync(context, "Arriving", new ArrivingViewModel { HerePath = here }, StatusCodes.Status200OK);
        }
        else
        {
            PageHeaders.SetCommon(context.Response);
            await signIn.ChallengeAsync(context, OwnPath.For(context, id));
        }
    }

    /// <summary>The way back names receipts and callback: only a customer who may have started the push sees it.</summary>
    private Task ShowExpiredAsync(HttpContext context, PushRecord push, ClaimsPrincipal? principal)
    {
        var mayKnow = principal is not null
            && signIn.Identify(principal) is { } customer
            && (push.CustomerKey is null || PushMoves.IsBoundTo(push, customer.Key));
        var request = mayKnow ? seal.Unseal(push.Sealed) : null;
        return request is not null && callbacks.IsTrusted(request)
            ? pages.WriteProblemAsync(
                context, ScofPushCodes.PushExpired, request.Page, results.Extend(request, push), CallbackPolicy.Describe(request.Callback!))
            : pages.WriteProblemAsync(context, ScofPushCodes.PushExpired, request?.Page);
    }
}
