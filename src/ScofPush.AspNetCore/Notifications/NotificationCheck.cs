using System.Buffers;
using ScofPush.AspNetCore.Diagnostics;

namespace ScofPush.AspNetCore.Notifications;

/// <summary>Checks the settings of notifications.</summary>
internal static class NotificationCheck
{
    private const int MinSecretLength = 32;

    private static readonly SearchValues<char> HeaderCharacters =
        SearchValues.Create("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    public static IEnumerable<ConfigurationProblem> Check(NotificationOptions options)
    {
        if (!options.Enabled)
        {
            yield break;
        }

        for (var index = 0; index < options.ClientCertificates.Count; index++)
        {
            if (Thumbprint(options.ClientCertificates[index]) is not { Length: 64 } thumbprint || !thumbprint.All(char.IsAsciiHexDigit))
            {
                yield return Invalid($"ClientCertificates:{index}", "must be a SHA-256 thumbprint: 64 hex digits");
            }
        }

        if (string.IsNullOrEmpty(options.HeaderName) != string.IsNullOrEmpty(options.Secret))
        {
            yield return Invalid("HeaderName", "HeaderName and Secret belong together: set both or neither");
        }

        if (options.HeaderName is { } name && name.AsSpan().ContainsAnyExcept(HeaderCharacters))
        {
            yield return Invalid("HeaderName", "must be the name of an HTTP header");
        }

        if (options.Secret is { Length: > 0 } secret && (secret.Length < MinSecretLength || !secret.All(character => character is > ' ' and <= '~')))
        {
            yield return Invalid("Secret", $"must be at least {MinSecretLength} visible ASCII characters without blanks");
        }

        if (options.ClientCertificates.Count == 0 && string.IsNullOrEmpty(options.Secret) && options.Authenticate is null)
        {
            yield return new(
                ScofPushCodes.NotificationsOpen,
                "ScofPush:Notifications",
                "Enabled, but anybody could send: set ClientCertificates, or HeaderName and Secret, or Authenticate in code");
        }
    }

    /// <summary>As .NET writes it. A configuration can bind an entry that is null.</summary>
    public static string Thumbprint(string? text) => text?.Replace(":", "", StringComparison.Ordinal).ToUpperInvariant() ?? "";

    private static ConfigurationProblem Invalid(string key, string message) =>
        new(ScofPushCodes.InvalidConfiguration, $"ScofPush:Notifications:{key}", message);
}
