using System.Buffers;

namespace ScofPush.Mastercard.Cards;

/// <summary>The network's session affinity value, which the next back-to-back call echoes (protocol 5).</summary>
internal static class FlowId
{
    public const string HeaderName = "X-Src-Cx-Flow-Id";

    private static readonly SearchValues<char> Characters = SearchValues.Create(
        "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_#."
    );

    /// <summary>The value if it is of the documented form, and nothing else: it goes into a header and into the store.</summary>
    public static string? Accept(string? value) =>
        value is { Length: >= 1 and <= 255 } && !value.AsSpan().ContainsAnyExcept(Characters) ? value : null;
}
