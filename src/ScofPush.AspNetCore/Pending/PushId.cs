using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;

namespace ScofPush.AspNetCore.Pending;

/// <summary>Ids that cannot be guessed.</summary>
internal static class PushId
{
    public const int Length = 43;

    private const int PushBytes = 32;
    private const int OtherBytes = 16;

    private static readonly SearchValues<char> Characters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");

    /// <summary>
    /// A new push id of 256 random bits, and so many others of 128, all base64url. One call for all the randomness: it costs more
    /// than the bytes.
    /// </summary>
    public static (string Push, string[] Others) New(int others)
    {
        Span<byte> random = stackalloc byte[PushBytes + (others * OtherBytes)];
        RandomNumberGenerator.Fill(random);
        var ids = new string[others];
        for (var index = 0; index < others; index++)
        {
            ids[index] = Base64Url.EncodeToString(random.Slice(PushBytes + (index * OtherBytes), OtherBytes));
        }

        return (Base64Url.EncodeToString(random[..PushBytes]), ids);
    }

    public static bool IsWellFormed(ReadOnlySpan<char> id) => id.Length == Length && !id.ContainsAnyExcept(Characters);

    /// <summary>What logs may say of an id: enough to find the push, not enough to open it.</summary>
    public static string Short(string id) => id[..8];
}
