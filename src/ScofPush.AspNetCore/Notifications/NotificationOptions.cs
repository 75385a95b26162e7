using Microsoft.AspNetCore.Http;

namespace ScofPush.AspNetCore.Notifications;

/// <summary>
/// Whether and from whom the network's notifications about cards on file are taken, at <c>POST /scof-push/notifications/card</c>
/// (protocol 5). One of the ways to authenticate is needed, and any one that is set is enough. Section <c>ScofPush:Notifications</c>.
/// </summary>
public sealed class NotificationOptions
{
    /// <summary>Takes notifications. Default <see langword="false"/>: the address is unknown, as any other.</summary>
    public bool Enabled { get; set; }

    /// <summary>
    /// SHA-256 thumbprints of the certificates that the sender may present, 64 hex digits each, colons allowed. The certificate is that of
    /// the connection; behind a proxy that ends TLS it takes the host's <c>UseCertificateForwarding</c>, ahead of <c>UseScofPush</c>.
    /// </summary>
    public IList<string> ClientCertificates { get; } = [];

    /// <summary>The header in which the sender tells the <see cref="Secret"/>. Both are set or neither.</summary>
    public string? HeaderName { get; set; }

    /// <summary>What the sender tells in the header: at least 32 visible ASCII characters, without blanks. Keep it out of files.</summary>
    public string? Secret { get; set; }

    /// <summary>
    /// Whether the request is the network's, by the host's own rule; it must not read the body. Set in code only. Default: none.
    /// </summary>
    public Func<HttpContext, ValueTask<bool>>? Authenticate { get; set; }
}
