using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace ScofPush.AspNetCore.Pipeline;

/// <summary>
/// Keeps a request that authorization lets pass for our sake from doing anything ahead of our line: the body of an answer is held back, a
/// form travels as a GET, and the connection cannot be upgraded.
/// </summary>
internal sealed class ResponseGate
{
    private readonly HttpContext _context;
    private readonly string _method;
    private readonly IHttpResponseBodyFeature _inner;
    private readonly StreamResponseBodyFeature _body;
    private bool _isOpened;

    private ResponseGate(HttpContext context)
    {
        _context = context;
        _method = context.Request.Method;
        _inner = context.Features.GetRequiredFeature<IHttpResponseBodyFeature>();
        _body = new StreamResponseBodyFeature(new Body(this));
        var features = context.Features;
        features.Set(this);
        features.Set<IHttpResponseBodyFeature>(_body);
        features.Set<IHttpUpgradeFeature>(null);
        features.Set<IHttpExtendedConnectFeature>(null);
        if (HttpMethods.IsPost(_method))
        {
            context.Request.Method = HttpMethods.Get;
        }
    }

    /// <summary>Open, too, for the host's error page, which is an answer to another request.</summary>
    public bool IsOpen => _isOpened || _context.Features.Get<IExceptionHandlerFeature>() is not null;

    public static ResponseGate CloseOn(HttpContext context) => new(context);

    public static void Open(HttpContext context) => context.Features.Get<ResponseGate>()?.Open();

    public void Open()
    {
        _isOpened = true;
        _context.Request.Method = _method;
    }

    /// <summary>Passes on what an open gate still has in its writer. Without buffered bytes it writes nothing, not even headers.</summary>
    public async Task FlushAsync()
    {
        if (IsOpen)
        {
            await _body.Writer.FlushAsync(_context.RequestAborted);
        }
    }

    /// <summary>Takes the gate away. What a closed one holds back is lost with it.</summary>
    public void Remove()
    {
        _context.Request.Method = _method;
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
