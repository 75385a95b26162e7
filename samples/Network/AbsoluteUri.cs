namespace Network;

internal static class AbsoluteUri
{
    /// <summary>With a scheme: on Unix, a path such as "/push" would pass for an absolute file URI.</summary>
    public static bool Is(string? text) => Uri.TryCreate(text, UriKind.Absolute, out var uri) && text.StartsWith(uri.Scheme + ":", StringComparison.OrdinalIgnoreCase);
}
