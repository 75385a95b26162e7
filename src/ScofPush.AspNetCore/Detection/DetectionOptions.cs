namespace ScofPush.AspNetCore.Detection;

/// <summary>Which pushes are taken, and with which keys signed ones are verified. Section <c>ScofPush:Detection</c>.</summary>
public sealed class DetectionOptions
{
    /// <summary>
    /// Whether a push must be signed. Default: <see cref="SignedPushPolicy.Required"/> when keys are configured below, else
    /// <see cref="SignedPushPolicy.PlainOnly"/> (protocol 1).
    /// </summary>
    public SignedPushPolicy? SignedPush { get; set; }

    /// <summary>
    /// Where the key set (JWKS) is fetched: https, no redirects, at most 5 seconds and 256 KB. In Development also http to this machine.
    /// </summary>
    public Uri? JwksUrl { get; set; }

    /// <summary>A file with a key set (JWKS), relative to the content root.</summary>
    public string? JwksFile { get; set; }

    /// <summary>
    /// Files with one RSA public key each, by the key id (<c>kid</c>) that pushes name: a PEM public key, or an X.509 certificate as PEM
    /// or DER. Relative to the content root.
    /// </summary>
    public IDictionary<string, string> KeyFiles { get; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>How often all keys are read again in the background. One minute to a day; default one hour.</summary>
    public TimeSpan KeyRefreshInterval { get; set; } = TimeSpan.FromHours(1);

    /// <summary>
    /// The least time between two readings of the keys, whoever asks: a push with an unknown key id asks for one. One second to
    /// an hour; default 30 seconds.
    /// </summary>
    public TimeSpan KeyRefreshCooldown { get; set; } = TimeSpan.FromSeconds(30);

    internal bool HasKeys => JwksUrl is not null || !string.IsNullOrEmpty(JwksFile) || KeyFiles.Count > 0;

    internal SignedPushPolicy Policy => SignedPush ?? (HasKeys ? SignedPushPolicy.Required : SignedPushPolicy.PlainOnly);
}

/// <summary>Whether a push must be signed.</summary>
public enum SignedPushPolicy
{
    /// <summary>Only signed pushes are taken: nobody but the network can make one.</summary>
    Required,

    /// <summary>
    /// Both forms are taken. The callback of a plain push is followed by itself only when it is allow-listed. A signed push that does not
    /// verify is never taken for a plain one.
    /// </summary>
    Preferred,

    /// <summary>Only plain pushes are taken; the signed form is not looked at.</summary>
    PlainOnly,
}
