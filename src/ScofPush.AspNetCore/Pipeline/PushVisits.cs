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

/// <summary>A signed-in customer at the push that is bound to them, or somebody who cancels without signing in.</summary>
/// <param name="Push">The push as it is stored.</param>
/// <param name="Request">What the push says; <see langword="null"/> once erased, or when the key ring is lost after the decision.</param>
/// <param name="Customer">The customer; <see langword="null"/> for a browser that brought the push and only declines it.</param>
/// <param name="IsThisBrowser">Whether this browser brought the push.</param>
internal sealed record PushVisit(PushRecord Push, PushRequest? Request, PushCustomer? Customer, bool IsThisBrowser);

/// <summary>Who may see a push: everything in the way of a visit is answered here.</summary>
internal sealed class PushVisits(
    PushLot lot,
    PushSeal seal,
    BrowserMarks marks,
    ShopperSignIn signIn,
    PushSignIn pushSignIn,
    CallbackPolicy callbacks,
    CallbackResults results,
    ResumeCookie resume,
    PageRenderer pages,
    ILogger<PushVisits> logger)
{
    /// <summary>The visit, or <see langword="null"/> when the request is answered already: a challenge, a problem page.</summary>
    public async Task<PushVisit?> BeginAsync(HttpContext context, string id, string? verb)
    {
        if (await lot.FindAsync(id, context.RequestAborted) is not { } push || push.IsAnonymous())
        {
            await pages.WriteProblemAsync(context, ScofPushCodes.UnknownPush);
            return null;
        }

        var principal = await signIn.AuthenticateAsync(context);
        var request = seal.Unseal(push.Sealed);
        var isThisBrowser = marks.Check(context, id, request);
        if (lot.HasExpired(push))
        {
            await ShowExpiredAsync(context, push, MayKnow(push, principal, isThisBrowser) ? request : null);
            return null;
        }

        if (principal is not null)
        {
            resume.Clear(context, id);
            return await BeginAsync(context, push, request, principal, isThisBrowser);
        }

        if (isThisBrowser && ((verb == OwnPath.Decline && PushMoves.IsUndecided(push)) || PushMoves.IsDeclinedByNobody(push)))
        {
            return new PushVisit(push, request, Customer: null, isThisBrowser);
        }

        await pushSignIn.SendAsync(context, push, request, verb, isThisBrowser);
        return null;
    }

    private async Task<PushVisit?> BeginAsync(HttpContext context, PushRecord push, PushRequest? request, ClaimsPrincipal principal, bool isThisBrowser)
    {
        if (signIn.Identify(principal) is not { } customer)
        {
            SignInLog.NoCustomerKey(
                logger, ScofPushCodes.NoCustomerKey, string.Join(", ", principal.Claims.Select(claim => claim.Type).Distinct(StringComparer.Ordinal).Take(20)));
            await pages.WriteProblemAsync(context, ScofPushCodes.NoCustomerKey);
            return null;
        }

        (push, _) = await lot.MoveAsync(push, current => PushMoves.Bind(current, customer.Key), context.RequestAborted);
        if (!PushMoves.IsBoundTo(push, customer.Key) && !(isThisBrowser && PushMoves.IsDeclinedByNobody(push)))
        {
            await pages.WriteProblemAsync(context, ScofPushCodes.SwitchedAccount);
            return null;
        }

        if (request is null && push.State is PushState.Parked or PushState.Bound)
        {
            PendingLog.SealBroken(logger, ScofPushCodes.SealBroken, PushId.Short(push.Id));
            await pages.WriteProblemAsync(context, ScofPushCodes.SealBroken);
            return null;
        }

        return new PushVisit(push, request, customer, isThisBrowser);
    }

    /// <summary>The way back names receipts and callback: only who may have started the push sees it.</summary>
    private bool MayKnow(PushRecord push, ClaimsPrincipal? principal, bool isThisBrowser) => principal is null
        ? isThisBrowser
        : signIn.Identify(principal) is { } customer && (push.CustomerKey is null || PushMoves.IsBoundTo(push, customer.Key));

    private Task ShowExpiredAsync(HttpContext context, PushRecord push, PushRequest? request) => request is not null && callbacks.IsTrusted(request)
        ? pages.WriteProblemAsync(
            context, ScofPushCodes.PushExpired, request.Page, results.Extend(request, push), CallbackPolicy.Describe(request.Callback!))
        : pages.WriteProblemAsync(context, ScofPushCodes.PushExpired, request?.Page);
}
