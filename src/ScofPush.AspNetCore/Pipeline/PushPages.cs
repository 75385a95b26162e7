using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using ScofPush.AspNetCore.Confirmation;
using ScofPush.AspNetCore.Diagnostics;
using ScofPush.AspNetCore.Enrollment;
using ScofPush.AspNetCore.Pages;
using ScofPush.AspNetCore.Pending;
using ScofPush.AspNetCore.Returning;
using ScofPush.AspNetCore.SignIn;

namespace ScofPush.AspNetCore.Pipeline;

/// <summary>Builds the pages of a visit from what is stored, and sends the shopper back to the bank.</summary>
internal sealed class PushPages(
    PageRenderer pages,
    PagesOptions options,
    CallbackPolicy callbacks,
    CallbackResults results,
    BrowserMarks marks,
    ReturningOptions returning,
    ShopperSignIn signIn,
    ILogger<PushPages> logger)
{
    // Long enough to see the card.
    private const int ReturnSeconds = 5;
    private const int CheckSeconds = 5;

    public async Task WriteConfirmAsync(HttpContext context, PushVisit visit, bool isAgain)
    {
        var request = visit.Request!;
        var notice = isAgain ? ScofPushCodes.InvalidForm : visit.IsThisBrowser ? null : ScofPushCodes.OtherBrowser;
        var model = new ConfirmViewModel
        {
            AccountName = visit.Customer!.DisplayName,
            Cards = [.. request.Receipts.Select(ReceiptKind.Describe)],
            AcceptPath = OwnPath.For(context, visit.Push.Id, OwnPath.Accept),
            DeclinePath = OwnPath.For(context, visit.Push.Id, OwnPath.Decline),
            SwitchPath = await signIn.CanSignOutAsync() ? OwnPath.For(context, visit.Push.Id, OwnPath.Switch) : null,
            BankHost = request.Callback is { } callback ? CallbackPolicy.Describe(callback) : null,
            IsBankKnown = callbacks.IsTrusted(request),
            ContinuePath = request.Page ?? "",
            NoticeCode = notice,
            Notice = notice is null ? null : ProblemTexts.For(notice).Message,
        };
        await pages.WriteAsync(context, "Confirm", model, StatusCodes.Status200OK, callbacks.FormTarget(request));
    }

    /// <summary>303 to a callback that may be followed so; otherwise the Done page, which leads there or asks the shopper.</summary>
    public Task ReturnAsync(HttpContext context, PushVisit visit)
    {
        End(context, visit);
        if (visit.Request is { } request && callbacks.RedirectsFromForm(request))
        {
            ReturningLog.SentBack(logger, PushId.Short(visit.Push.Id), CallbackPolicy.Describe(request.Callback!));
            PageHeaders.SeeOther(context, results.Extend(request, visit.Push));
        }
        else
        {
            ReturningLog.ShownHere(logger, PushId.Short(visit.Push.Id));
            PageHeaders.SeeOther(context, OwnPath.For(context, visit.Push.Id));
        }

        return Task.CompletedTask;
    }

    public Task WriteDoneAsync(HttpContext context, PushVisit visit)
    {
        End(context, visit);
        var request = visit.Request;
        var hasCallback = request?.Callback is not null;
        var model = new DoneViewModel
        {
            Cards = [.. visit.Push.Receipts.Select((receipt, index) => Describe(receipt, request?.Receipts[index]))],
            BankUrl = hasCallback ? results.Extend(request!, visit.Push) : null,
            BankHost = hasCallback ? CallbackPolicy.Describe(request!.Callback!) : null,
            IsBankKnown = hasCallback && callbacks.IsTrusted(request!),
            IsReturnRequired = request?.CallbackRequired ?? false,
            ReturnsAfterSeconds = hasCallback && returning.Mode == ReturnMode.Page && callbacks.LeavesByItself(request!) ? ReturnSeconds : null,
            ContinuePath = request?.Page ?? "",
        };
        if (model is { IsBeingChecked: true, ReturnsAfterSeconds: null })
        {
            context.Response.Headers["Refresh"] = $"{CheckSeconds}; url={OwnPath.For(context, visit.Push.Id)}";
        }

        return pages.WriteAsync(context, "Done", model, StatusCodes.Status200OK);
    }

    /// <summary>The customer is known by now; who never signed in still needs the mark to see the page again.</summary>
    private void End(HttpContext context, PushVisit visit)
    {
        if (visit.Customer is not null)
        {
            marks.Clear(context, visit.Push.Id);
        }
    }

    private DoneCard Describe(ReceiptRecord receipt, string? pushReceipt)
    {
        var card = StoredCard.Of(receipt);
        return new DoneCard
        {
            State = receipt.State,
            Code = receipt.Code,
            Name = card?.DescriptorName ?? card?.IssuerName ?? (pushReceipt is null ? "Card" : ReceiptKind.Describe(pushReceipt)),
            LastFour = card?.LastFour,
            ArtUri = card?.ArtUri is { } art && IsTrusted(art) ? art : null,
            IsUsable = card?.Status == CardStatus.Active,
            IsAuthenticationDue = card?.IsAuthenticationDue ?? false,
        };
    }

    private bool IsTrusted(string art) =>
        Uri.TryCreate(art, UriKind.Absolute, out var uri)
        && options.CardArtHosts.Contains(uri.GetLeftPart(UriPartial.Authority), StringComparer.OrdinalIgnoreCase);
}
