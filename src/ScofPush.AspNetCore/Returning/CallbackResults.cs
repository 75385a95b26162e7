using System.Text;
using ScofPush.AspNetCore.Detection;
using ScofPush.AspNetCore.Enrollment;
using ScofPush.AspNetCore.Pending;

namespace ScofPush.AspNetCore.Returning;

/// <summary>Extends a callback by the result of each receipt; its own bytes stay as they are and a fragment stays last (protocol 4).</summary>
internal sealed class CallbackResults(ReturningOptions options)
{
    private readonly ResultCodes _codes = options.Codes;

    public string Extend(PushRequest request, PushRecord push)
    {
        var callback = request.Callback!;
        var hash = callback.IndexOf('#', StringComparison.Ordinal);
        var end = hash < 0 ? callback.Length : hash;
        var url = new StringBuilder(callback, 0, end, callback.Length + (request.Receipts.Count * 96));
        var separator = url.ToString().Contains('?', StringComparison.Ordinal) ? '&' : '?';
        for (var index = 0; index < request.Receipts.Count; index++)
        {
            // An ampersand at the end separates only where there is a query: in a path it is a letter like others.
            if (separator == '?' || url[^1] is not ('?' or '&'))
            {
                url.Append(separator);
            }

            url.Append("results%5B").Append(request.Receipts[index]).Append("%5D=").Append(CodeFor(push.Receipts[index], request));
            separator = '&';
        }

        return url.Append(callback, end, callback.Length - end).ToString();
    }

    private string CodeFor(ReceiptRecord receipt, PushRequest request) => receipt.State switch
    {
        ReceiptState.Enrolled or ReceiptState.Recorded or ReceiptState.Undelivered => IsLeftToTheBank(receipt, request) ? _codes.AdditionalAuthentication : _codes.Success,
        ReceiptState.Cancelled => _codes.Cancelled,
        ReceiptState.Declined => _codes.Declined,
        ReceiptState.Duplicate => _codes.Duplicate,
        _ => _codes.Error,
    };

    /// <summary>
    /// Whether authentication is due and the flag that matches it says that the shop does not complete it: the bank's app where that is
    /// the only way to authenticate, else the website (protocol 4).
    /// </summary>
    private static bool IsLeftToTheBank(ReceiptRecord receipt, PushRequest request) =>
        StoredCard.Of(receipt) is { IsAuthenticationDue: true } card
        && !(card.AuthenticatesInIssuerApp ? request.CompleteIssuerAppActivation : request.CompleteWebsiteActivation);
}
