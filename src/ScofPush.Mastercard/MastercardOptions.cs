namespace ScofPush.Mastercard;

/// <summary>
/// How this shop calls Mastercard Checkout Solutions. Bound from the configuration section <c>ScofPush:Mastercard</c>; checked as a
/// whole when the host starts.
/// </summary>
public sealed class MastercardOptions
{
    /// <summary>The configuration section, <c>ScofPush:Mastercard</c>.</summary>
    public const string SectionName = "ScofPush:Mastercard";

    /// <summary>
    /// Where the API lives, without <c>/cards</c>: <c>https://sandbox.api.mastercard.com/src/api/digital/payments</c> or
    /// <c>https://api.mastercard.com/src/api/digital/payments</c>. Required; https, but in Development also http on a loopback host.
    /// No default, so that nobody calls production by accident.
    /// </summary>
    public Uri? BaseAddress { get; set; }

    /// <summary>
    /// Which environment the keys and ids below are of. Set it beside them where they come from a vault: a start with sandbox keys at
    /// the production address, or the reverse, is then refused (SP2007). Default: not said; then the words <c>sandbox</c>,
    /// <c>production</c> and <c>prod</c> in the key file's name, the alias and the service id tell.
    /// </summary>
    public MastercardEnvironment? Environment { get; set; }

    /// <summary>
    /// The consumer key of the project in the developer portal, <c>clientId!keyId</c>. Required. It belongs to one signing key:
    /// change both together. On a reload the new pair comes into use only when both have changed; until then the old pair signs (SP2006).
    /// </summary>
    public string? ConsumerKey { get; set; }

    /// <summary>
    /// The file with the signing key: the PKCS#12 file that the portal issued, or PEM. A relative path starts at the host's content
    /// root. Either this or <see cref="KeyPem"/> is required. Read again when the file changes; a file that cannot be read leaves the
    /// old key in use.
    /// </summary>
    public string? KeyFile { get; set; }

    /// <summary>The password of the signing key. Default: none.</summary>
    public string? KeyPassword { get; set; }

    /// <summary>
    /// The alias (friendly name) of the signing key, compared without regard to case. Needed when a PKCS#12 file holds several keys.
    /// </summary>
    public string? KeyAlias { get; set; }

    /// <summary>
    /// The signing key itself as PEM, for hosts that keep secrets in environment variables: line breaks may be written as
    /// <c>\n</c>. Either this or <see cref="KeyFile"/>.
    /// </summary>
    public string? KeyPem { get; set; }

    /// <summary>The srcClientId that Mastercard gave at onboarding, a lower-case UUID. Required.</summary>
    public string? SrcClientId { get; set; }

    /// <summary>The serviceId, i.e. the programme that cards are enrolled in: letters, digits, <c>#</c>, <c>_</c>, <c>-</c>. Required.</summary>
    public string? ServiceId { get; set; }

    /// <summary>
    /// The srcDpaId of the shop. Mastercard wants it from a merchant that integrates directly and from a payment service provider
    /// that acts for a merchant. Default: not sent.
    /// </summary>
    public string? SrcDpaId { get; set; }

    /// <summary>
    /// Who is said to add the card. Default <see cref="CardSource.Cardholder"/>, as in Mastercard's own receipt example.
    /// </summary>
    public CardSource CardSource { get; set; } = CardSource.Cardholder;
}

/// <summary>Mastercard's two environments.</summary>
public enum MastercardEnvironment
{
    /// <summary>The sandbox, <c>sandbox.api.mastercard.com</c>.</summary>
    Sandbox,

    /// <summary>Production, <c>api.mastercard.com</c>.</summary>
    Production,
}

/// <summary>Who is said to add a card (the network's <c>cardSource</c>).</summary>
public enum CardSource
{
    /// <summary>The cardholder, who is present: <c>CARDHOLDER</c>.</summary>
    Cardholder,

    /// <summary>The issuer, by push provisioning: <c>ISSUER</c>.</summary>
    Issuer,
}
