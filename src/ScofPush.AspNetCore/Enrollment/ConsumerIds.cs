using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace ScofPush.AspNetCore.Enrollment;

/// <summary>
/// The customer as the network may know it: opaque, stable, different per programme (protocol 5). And the hash by which a receipt is
/// claimed, so that the store never holds a receipt in the clear.
/// </summary>
internal sealed class ConsumerIds
{
    public const int MinKeyBytes = 32;

    // Development without a key: stable ids, worth nothing outside this machine.
    private static readonly byte[] DevelopmentKey = SHA256.HashData("ScofPush development consumer ids"u8);

    private readonly byte[] _key;

    public ConsumerIds(EnrollmentOptions options) =>
        _key = string.IsNullOrEmpty(options.ConsumerIdKey) ? DevelopmentKey : Convert.FromBase64String(options.ConsumerIdKey);

    public string ConsumerId(string customerKey, string programme) => Hash("consumer", programme, customerKey);

    public static string ClaimKey(string receipt, string programme) =>
        Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(Join("claim", programme, receipt))));

    private string Hash(string use, string programme, string value) =>
        Base64Url.EncodeToString(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes(Join(use, programme, value))));

    private static string Join(string use, string programme, string value) => $"{use}\n{programme}\n{value}";
}
