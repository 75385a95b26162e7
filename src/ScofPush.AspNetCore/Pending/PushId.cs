using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;

namespace ScofPush.AspNetCore.Pending;

/// <summary>Ids that cannot be guessed.</summary>
internal static class PushId
{
    public const int Length = 43;

    private const int PushBytes = 32;
    private const int RecordBytes = 16;

    private static readonly SearchValues<char> Characters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");

    /// <summary>
    /// A new push id of 256 random bits, and so many recording ids of 128, all base64url. One call for all the randomness: it costs more
    /// than the bytes.
    /// </summary>
    public static (string Push, string[] Records) New(int records)
    {
        Span<byte> random = stackalloc byte[PushBytes + (records * RecordBytes)];
        RandomNumberGenerator.Fill(random);
        var recordIds = new string[records];
        for (var index = 0; index < records; index++)
        {
            recordIds[index] = Base64Url.EncodeToString(random.Slice(PushBytes + (index * RecordBytes), RecordBytes));
        }

        return (Base64Url.EncodeToString(random[..PushBytes]), recordIds);
    }

    public static bool IsWellFormed(ReadOnlySpan<char> id) => id.Length == Length && !id.ContainsAnyExcept(Characters);

    /// <summary>What logs may say of an id: enough to find the push, not enough to open it.</summary>
    public static string Short(string id) => id[..8];
}
