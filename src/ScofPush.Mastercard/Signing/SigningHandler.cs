using System.Net.Http.Headers;
using ScofPush.AspNetCore.Diagnostics;
using ScofPush.Mastercard.Cards;
using ScofPush.Mastercard.Keys;

namespace ScofPush.Mastercard.Signing;

/// <summary>
/// Signs every request over the bytes that are sent. It wraps the primary handler, so that nothing a host adds to the client comes
/// after it: a retry outside signs anew, and no logger sees the signature.
/// </summary>
internal sealed class SigningHandler(ISigningKeySource keys, TimeProvider time, TimeSpan patience, HttpMessageHandler inner)
    : DelegatingHandler(inner)
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = Array.Empty<byte>();
        SignedContent? signed = null;
        if (request.Content is { } content)
        {
            // The same bytes for the hash and for the wire.
            body = await content.ReadAsByteArrayAsync(cancellationToken);
            request.Content = signed = new SignedContent(body, content.Headers);
        }

        request.Headers.Authorization = new AuthenticationHeaderValue(OAuth1.Scheme, await AuthorizeAsync(request, body, cancellationToken));
        try
        {
            return await base.SendAsync(request, cancellationToken);
        }
        catch (Exception exception) when (signed is { IsTaken: false } && !Faults.IsUnconnected(exception) && !cancellationToken.IsCancellationRequested)
        {
            // Whatever went wrong, the body never left: nobody could have acted on it. .NET does not always say so by itself.
            throw new HttpRequestException(HttpRequestError.ConnectionError, message: null, exception);
        }
    }

    private async Task<string> AuthorizeAsync(HttpRequestMessage request, byte[] body, CancellationToken cancellationToken)
    {
        try
        {
            return await SignAsync(request, body, cancellationToken).WaitAsync(patience, time, cancellationToken);
        }
        catch (Exception exception)
            when (exception is not ScofPushConfigurationException { Problems.Count: > 0 } && !cancellationToken.IsCancellationRequested)
        {
            // Nothing was sent, and that must stay visible; the cause stays behind, for a vault's message may name what it keeps.
            throw new ScofPushConfigurationException(
                [new(ScofPushCodes.KeyUnreadable, MastercardOptions.SectionName, exception.GetType().Name)]
            );
        }
    }

    private async Task<string> SignAsync(HttpRequestMessage request, byte[] body, CancellationToken cancellationToken)
    {
        var key = await keys.GetAsync(cancellationToken);
        return await OAuth1.AuthorizeAsync(
            request.Method.Method,
            request.RequestUri!,
            body,
            key.ConsumerKey,
            OAuth1.NewNonce(),
            time.GetUtcNow(),
            data => key.SignAsync(data, cancellationToken)
        );
    }
}
