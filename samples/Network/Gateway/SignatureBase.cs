using Microsoft.AspNetCore.Http.Features;

namespace Network.Gateway;

/// <summary>
/// The text that a caller signs, in Mastercard's dialect: query pairs enter exactly as sent and OAuth values unencoded; the parameter string
/// is then percent-encoded once. A general OAuth 1 library encodes values twice.
/// </summary>
internal static class SignatureBase
{
    public static string Create(HttpRequest request, IReadOnlyDictionary<string, string> oauth)
    {
        // The decoded Path and the parsed Query have lost how they were sent.
        var target = request.HttpContext.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var mark = target.IndexOf('?', StringComparison.Ordinal);
        var path = mark < 0 ? target : target[..mark];
        var query = mark < 0 ? "" : target[(mark + 1)..];

        var pairs = query.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(Pair)
            .Concat(oauth.Where(parameter => parameter.Key != "oauth_signature").Select(parameter => (parameter.Key, parameter.Value)))
            .OrderBy(pair => pair.Key, StringComparer.Ordinal)
            .ThenBy(pair => pair.Value, StringComparer.Ordinal)
            .Select(pair => $"{pair.Key}={pair.Value}");

        return string.Join(
            '&',
            request.Method.ToUpperInvariant(),
            Uri.EscapeDataString(Origin(request) + path),
            Uri.EscapeDataString(string.Join('&', pairs)));
    }

    private static (string Key, string Value) Pair(string text)
    {
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        return equals < 0 ? (text, "") : (text[..equals], text[(equals + 1)..]);
    }

    private static string Origin(HttpRequest request)
    {
        var isDefaultPort = request.Host.Port is null || request.Host.Port == (request.IsHttps ? 443 : 80);
        var host = isDefaultPort ? request.Host.Host : request.Host.Value!;
        return $"{request.Scheme}://{host}".ToLowerInvariant();
    }
}
