namespace Network;

/// <summary>Configuration section <c>Network</c>.</summary>
internal sealed class NetworkOptions
{
    public const string Section = "Network";

    public List<Merchant> Merchants { get; set; } = [];

    /// <summary>Holds the JWS signing key; relative to the content root.</summary>
    public string DataFolder { get; set; } = "App_Data";

    public string BasePath { get; set; } = "/src/api/digital/payments";

    public double SlowSeconds { get; set; } = 3;

    /// <summary>Where browsers reach this site, for card art. Without it, the address of the call is used.</summary>
    public string? PublicAddress { get; set; }
}

/// <summary>
/// A merchant as the network knows it. Two entries may share a consumer key or an srcClientId: that is a service provider with two programmes.
/// </summary>
internal sealed class Merchant
{
    public string TokenRequestorId { get; set; } = "";

    public string Name { get; set; } = "";

    /// <summary>The shop's URI that the bank opens, with or without a query of its own.</summary>
    public string PushUri { get; set; } = "";

    public string ConsumerKey { get; set; } = "";

    /// <summary>PEM file with the public key or the certificate of <see cref="ConsumerKey"/>; relative to the content root.</summary>
    public string PublicKeyFile { get; set; } = "";

    public string SrcClientId { get; set; } = "";

    public string ServiceId { get; set; } = "";

    public string SrcDpaId { get; set; } = "";

    /// <summary>Where the shop wants to hear of changes to its cards; nothing is sent without it.</summary>
    public string? NotificationUrl { get; set; }

    /// <summary>The header in which the shop is told <see cref="NotificationSecret"/>.</summary>
    public string? NotificationHeader { get; set; }

    public string? NotificationSecret { get; set; }
}
