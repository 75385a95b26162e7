namespace Network.Gateway;

/// <summary>The parameters of an <c>Authorization: OAuth ...</c> header, values as sent.</summary>
internal static class OAuthHeader
{
    private const string Scheme = "OAuth ";

    /// <summary>Null when the header is not well formed or names a parameter twice.</summary>
    public static Dictionary<string, string>? Parse(string? header)
    {
        if (header is null || !header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var parameters = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var part in header[Scheme.Length..].Split(',', StringSplitOptions.TrimEntries))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            if (equals < 1 || part.Length < equals + 3 || part[equals + 1] != '"' || part[^1] != '"')
            {
                return null;
            }

            if (!parameters.TryAdd(part[..equals], part[(equals + 2)..^1]))
            {
                return null;
            }
        }

        return parameters;
    }
}
