using Microsoft.AspNetCore.Http;
using ScofPush.AspNetCore.Diagnostics;

namespace ScofPush.AspNetCore.Detection;

/// <summary>Reads the push of a request under the policy for signed pushes (protocol 1 and 2).</summary>
internal sealed class PushReader(DetectionOptions options, PushKeys keys)
{
    /// <returns>The push, or the SP code that refuses it.</returns>
    public async ValueTask<(PushRequest? Push, string? Code)> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var (forms, code) = PushQuery.Read(request.QueryString);
        if (forms is null)
        {
            return (null, code);
        }

        var signed = forms.Signed is "" && forms.Plain.Receipts.Count > 0 ? null : forms.Signed;
        var (push, refusal) = await ReadAsync(signed, forms, cancellationToken);
        return push is null ? (null, refusal) : (push with { Page = HostPage.Of(request, push.Receipts, signed) }, null);
    }

    private ValueTask<(PushRequest? Push, string? Code)> ReadAsync(string? token, PushForms forms, CancellationToken cancellationToken) => (options.Policy, token) switch
    {
        (SignedPushPolicy.PlainOnly, not null) when forms.Plain.Receipts.Count == 0 => new((null, ScofPushCodes.SignedPushNotAccepted)),
        (SignedPushPolicy.PlainOnly, _) or (SignedPushPolicy.Preferred, null) => new(forms.Plain.ToRequest(isVerified: false)),
        (_, { } signed) => ReadSignedAsync(signed, forms.Plain, cancellationToken),
        _ => new((null, ScofPushCodes.UnsignedPush)),
    };

    /// <summary>The signed form wins. What stands beside it in plain is only compared, and must not say otherwise.</summary>
    private async ValueTask<(PushRequest? Push, string? Code)> ReadSignedAsync(string signed, PushMembers plain, CancellationToken cancellationToken)
    {
        var (token, code) = PushJws.Read(signed);
        if (code is not null)
        {
            return (null, code);
        }

        if (await keys.FindAsync(token.KeyId, cancellationToken) is not { } key)
        {
            return (null, keys.AreAllLoaded ? ScofPushCodes.SignedPushKeyUnknown : ScofPushCodes.SignedPushKeysUnavailable);
        }

        (var members, code) = token.Open(key);
        return members is null ? (null, code)
            : members.Contradicts(plain) ? (null, ScofPushCodes.ContradictoryPush)
            : members.ToRequest(isVerified: true);
    }
}
