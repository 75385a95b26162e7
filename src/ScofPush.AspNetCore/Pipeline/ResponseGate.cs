using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace ScofPush.AspNetCore.Pipeline;

/// <summary>
/// Holds back the body of an answer until it is certain to be ours. Authorization lets a push pass for our sake; what a host answers to
/// it ahead of our line must not be shown.
/// </summary>
internal sealed class ResponseGate
{
    private readonly HttpContext _context;
    private readonly IHttpResponseBodyFeature _inner;
    private readonly StreamResponseBodyFeature _body;
    private bool _isOpened;

    private ResponseGate(HttpContext context)
    {
        _context = context;
        _inner = context.Features.GetRequiredFeature<IHttpResponseBodyFeature>();
        _body = new StreamResponseBodyFeature(new Body(this));
        context.Features.Set<IHttpResponseBodyFeature>(_body);
        context.Features.Set(this);
    }

    /// <summary>Open, too, for the host's error page, which is an answer to another request.</summary>
    public bool IsOpen => _isOpened || _context.Features.Get<IExceptionHandlerFeature>() is not null;

    public static ResponseGate CloseOn(HttpContext context) => new(context);

    public static void Open(HttpContext context)
    {
        if (context.Features.Get<ResponseGate>() is { } gate)
        {
            gate._isOpened = true;
        }
    }

    /// <summary>Everything is written.</summary>
    public async Task CompleteAsync()
    {
        await _body.CompleteAsync();
        _context.Features.Set(_inner);
    }

    private sealed class Body(ResponseGate gate) : Stream
    {
        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        private Stream Stream => gate.IsOpen ? gate._inner.Stream : Null;

        public override void Flush() => Stream.Flush();

        public override Task FlushAsync(CancellationToken cancellationToken) => Stream.FlushAsync(cancellationToken);

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => Stream.Write(buffer, offset, count);

        public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            Stream.WriteAsync(buffer, offset, count, cancellationToken);

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
            Stream.WriteAsync(buffer, cancellationToken);
    }
}
