using System.Globalization;
using CsCheck;

namespace ScofPush.AspNetCore.Tests.Properties.Generators;

/// <summary>Receipts as the network makes them, others that pass for opaque, and what is none.</summary>
internal static class Receipts
{
    private static readonly Gen<string> Usual = Gen.Select(Gen.OneOf("MCC", "DMC", "MSI", "PVL"), Gen.Guid, Gen.Bool).Select(parts =>
        $"{parts.Item1}-STL-{parts.Item2.ToString("D", CultureInfo.InvariantCulture)}" is var text && parts.Item3 ? text.ToUpperInvariant() : text);

    /// <summary>Long enough to be told from other text wherever it stands.</summary>
    public static readonly Gen<string> Secret = Gen.Frequency(
        (4, Usual),
        (1, Gen.String[Gen.Char["abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-"], 12, 64].Select(text => "Zq" + text[2..])));

    public static readonly Gen<string[]> OneToFive = Secret.Array[1, 5].Select(receipts => receipts.Distinct(StringComparer.Ordinal).ToArray());

    public static readonly Gen<string> Bad = Gen.OneOf(
        "", "<script>alert(1)</script>", "MCC_STL", "MCC STL", "MCC\r\nSTL", "MCC\0STL", "MCC%41", "MCC%2541", "\u041cCC-STL-1", "../MCC", "\"MCC\"",
        "{{7*7}}", new string('M', 65));
}
