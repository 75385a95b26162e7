using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;

namespace ScofPush.AspNetCore.Pending;

/// <summary>Ids that cannot be guessed.</summary>
internal static class PushId
{
    public const int Length = 43;

    private static readonly SearchValues<char> Characters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");

    /// <summary>A new push id: 256 random bits, base64url.</summary>
    public static string New() => Random(32);

    /// <summary>A new recording id: 128 random bits, base64url.</summary>
    public static string NewRecordId() => Random(16);

    public static bool IsWellFormed(ReadOnlySpan<char> id) => id.Length == Length && !id.ContainsAnyExcept(Characters);

    /// <summary>What logs may say of an id: enough to find the push, not enough to open it.</summary>
    public static string Short(string id) => id[..8];

    private static string Random(int bytes) => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(bytes));
}
