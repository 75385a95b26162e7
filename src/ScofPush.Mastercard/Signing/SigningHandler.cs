using System.Net.Http.Headers;
using ScofPush.AspNetCore.Diagnostics;
using ScofPush.Mastercard.Keys;

namespace ScofPush.Mastercard.Signing;

/// <summary>
/// Signs every request over the bytes that are sent. It wraps the primary handler, so that nothing a host adds to the client comes
/// after it: a retry outside signs anew, and no logger sees the signature.
/// </summary>
internal sealed class SigningHandler(ISigningKeySource keys, TimeProvider time, HttpMessageHandler inner) : DelegatingHandler(inner)
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var key = await GetKeyAsync(cancellationToken);
        var body = Array.Empty<byte>();
        if (request.Content is { } content)
        {
            // Buffered, the content gives the same bytes to the hash and to the wire.
            await content.LoadIntoBufferAsync(cancellationToken);
            body = await content.ReadAsByteArrayAsync(cancellationToken);
        }

        request.Headers.Authorization = new AuthenticationHeaderValue(
            OAuth1.Scheme,
            OAuth1.Authorize(
                request.Method.Method,
                request.RequestUri!,
                body,
                key.ConsumerKey,
                OAuth1.NewNonce(),
                time.GetUtcNow(),
                key.Sign
            )
        );
        return await base.SendAsync(request, cancellationToken);
    }

    private async ValueTask<SigningKey> GetKeyAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await keys.GetAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is not (ScofPushConfigurationException or OperationCanceledException))
        {
            // Nothing was sent, and that must stay visible; the cause stays behind, for a vault's message may name what it keeps.
            throw new ScofPushConfigurationException(
                [new(ScofPushCodes.KeyUnreadable, MastercardOptions.SectionName, exception.GetType().Name)]
            );
        }
    }
}
