using System.Net;
using System.Net.Http.Headers;

namespace ScofPush.Mastercard.Signing;

/// <summary>The bytes that were signed. It knows whether a connection ever asked for them.</summary>
internal sealed class SignedContent : ByteArrayContent
{
    private readonly byte[] _body;
    private volatile bool _isTaken;

    public SignedContent(byte[] body, HttpContentHeaders headers)
        : base(body)
    {
        _body = body;
        foreach (var header in headers.NonValidated)
        {
            Headers.TryAddWithoutValidation(header.Key, header.Value);
        }
    }

    public bool IsTaken => _isTaken;

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, default);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        _isTaken = true;
        await stream.WriteAsync(_body, cancellationToken);
    }
}
