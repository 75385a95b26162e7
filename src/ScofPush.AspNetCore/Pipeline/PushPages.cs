using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using ScofPush.AspNetCore.Confirmation;
using ScofPush.AspNetCore.Diagnostics;
using ScofPush.AspNetCore.Enrollment;
using ScofPush.AspNetCore.Pages;
using ScofPush.AspNetCore.Pending;
using ScofPush.AspNetCore.Returning;

namespace ScofPush.AspNetCore.Pipeline;

/// <summary>Builds the pages of a visit from what is stored, and sends the shopper back to the bank.</summary>
internal sealed class PushPages(
    PageRenderer pages,
    PagesOptions options,
    CallbackPolicy callbacks,
    CallbackResults results,
    ILogger<PushPages> logger)
{
    public Task WriteConfirmAsync(HttpContext context, PushVisit visit, bool isAgain)
    {
        var callback = visit.Request!.Callback;
        var model = new ConfirmViewModel
        {
            AccountName = visit.Customer.DisplayName,
            Cards = [.. visit.Request.Receipts.Select(ReceiptKind.Describe)],
            AcceptPath = OwnPath.For(context, visit.Push.Id, OwnPath.Accept),
            DeclinePath = OwnPath.For(context, visit.Push.Id, OwnPath.Decline),
            BankHost = callback is null ? null : CallbackPolicy.Describe(callback),
            IsBankKnown = callback is not null && callbacks.IsAllowed(callback),
            NoticeCode = isAgain ? ScofPushCodes.InvalidForm : null,
            Notice = isAgain ? ProblemTexts.For(ScofPushCodes.InvalidForm).Message : null,
        };
        var target = callback is not null && callbacks.MayRedirect(callback) ? CallbackPolicy.Source(callback) : null;
        return pages.WriteAsync(context, "Confirm", model, StatusCodes.Status200OK, target);
    }

    /// <summary>303 to a callback that may be followed; otherwise the Done page, where the shopper decides.</summary>
    public Task ReturnAsync(HttpContext context, PushVisit visit)
    {
        if (visit.Request?.Callback is { } callback && callbacks.MayRedirect(callback))
        {
            ReturningLog.SentBack(logger, PushId.Short(visit.Push.Id), CallbackPolicy.Describe(callback));
            PageHeaders.SeeOther(context, results.Extend(callback, visit.Request, visit.Push));
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
        var callback = visit.Request?.Callback;
        var model = new DoneViewModel
        {
            Cards = [.. visit.Push.Receipts.Select((receipt, index) => Describe(receipt, visit.Request?.Receipts[index]))],
            BankUrl = callback is null ? null : results.Extend(callback, visit.Request!, visit.Push),
            BankHost = callback is null ? null : CallbackPolicy.Describe(callback),
            IsBankKnown = callback is not null && callbacks.IsAllowed(callback),
        };
        return pages.WriteAsync(context, "Done", model, StatusCodes.Status200OK);
    }

    private DoneCard Describe(ReceiptRecord receipt, string? pushReceipt)
    {
        var card = receipt.Card is null ? null : JsonSerializer.Deserialize(receipt.Card, EnrollmentJson.Default.EnrolledCard);
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
