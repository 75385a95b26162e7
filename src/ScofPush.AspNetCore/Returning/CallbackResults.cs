using System.Text;
using ScofPush.AspNetCore.Detection;
using ScofPush.AspNetCore.Pending;

namespace ScofPush.AspNetCore.Returning;

/// <summary>Extends a callback by the result of each receipt; its own bytes stay as they are and a fragment stays last (protocol 4).</summary>
internal sealed class CallbackResults(ReturningOptions options)
{
    private readonly ResultCodes _codes = options.Codes;

    public string Extend(string callback, PushRequest request, PushRecord push)
    {
        var hash = callback.IndexOf('#', StringComparison.Ordinal);
        var end = hash < 0 ? callback.Length : hash;
        var url = new StringBuilder(callback, 0, end, callback.Length + (request.Receipts.Count * 96));
        var separator = url.ToString().Contains('?', StringComparison.Ordinal) ? '&' : '?';
        for (var index = 0; index < request.Receipts.Count; index++)
        {
            if (url[^1] is not ('?' or '&'))
            {
                url.Append(separator);
            }

            url.Append("results%5B").Append(request.Receipts[index]).Append("%5D=").Append(CodeFor(push, index));
            separator = '&';
        }

        return url.Append(callback, end, callback.Length - end).ToString();
    }

    private string CodeFor(PushRecord push, int index) => push.Receipts[index].State switch
    {
        ReceiptState.Enrolled or ReceiptState.Recorded => _codes.Success,
        ReceiptState.Cancelled => _codes.Cancelled,
        ReceiptState.Declined => _codes.Declined,
        ReceiptState.Duplicate => _codes.Duplicate,
        _ => _codes.Error,
    };
}
