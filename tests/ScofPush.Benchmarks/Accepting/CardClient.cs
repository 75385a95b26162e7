using System.Security.Cryptography;

namespace ScofPush.Benchmarks.Accepting;

/// <summary>A shop at a card network: ids and key are made up for this run.</summary>
/// <param name="Network">The network's origin.</param>
/// <param name="Key">What both sides of the comparison sign with.</param>
internal sealed record CardClient(Uri Network, RSA Key)
{
    public const string ConsumerKey = "benchclientbenchclientbenchclientbenchclientbenc!benchkeybenchkeybenchkeybenchkeybenchkeybenchkeybenchkeybenchkey";
    public const string Id = "2a5e1ad8-4e43-44d0-9c7d-4f4a1f0c9d11";
    public const string Programme = "SECURE_COF_BENCH#SHOP#01";

    private const string BasePath = "/src/api/digital/payments";

    /// <summary>Where cards are enrolled.</summary>
    public Uri Cards => new(Network, BasePath + "/cards");

    public IEnumerable<KeyValuePair<string, string?>> Settings =>
    [
        new("ScofPush:Mastercard:BaseAddress", new Uri(Network, BasePath).ToString()),
        new("ScofPush:Mastercard:ConsumerKey", ConsumerKey),
        new("ScofPush:Mastercard:KeyPem", Key.ExportPkcs8PrivateKeyPem()),
        new("ScofPush:Mastercard:SrcClientId", Id),
        new("ScofPush:Mastercard:SrcDpaId", Id),
        new("ScofPush:Mastercard:ServiceId", Programme),
    ];
}
