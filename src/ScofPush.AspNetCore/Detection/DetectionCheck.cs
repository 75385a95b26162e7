using Microsoft.Extensions.Hosting;
using ScofPush.AspNetCore.Diagnostics;

namespace ScofPush.AspNetCore.Detection;

/// <summary>Checks the settings of detection. Files are opened, the network is not asked: an outage must not keep the shop from starting.</summary>
internal static class DetectionCheck
{
    public static IEnumerable<ConfigurationProblem> Check(DetectionOptions options, IHostEnvironment environment) =>
        [.. CheckPolicy(options), .. CheckUrl(options, environment), .. CheckFiles(options, environment)];

    private static IEnumerable<ConfigurationProblem> CheckPolicy(DetectionOptions options)
    {
        if (!Enum.IsDefined(options.Policy))
        {
            yield return Invalid(nameof(options.SignedPush), "must be Required, Preferred or PlainOnly");
        }
        else if (options.Policy != SignedPushPolicy.PlainOnly && !options.HasKeys)
        {
            yield return Invalid(nameof(options.SignedPush), $"is {options.Policy}, but no keys are configured: set Detection:JwksUrl, JwksFile or KeyFiles");
        }

        if (options.KeyRefreshCooldown < TimeSpan.FromSeconds(1) || options.KeyRefreshCooldown > TimeSpan.FromHours(1))
        {
            yield return Invalid(nameof(options.KeyRefreshCooldown), "must be between 00:00:01 and 01:00:00");
        }

        if (options.KeyRefreshInterval < TimeSpan.FromMinutes(1) || options.KeyRefreshInterval > TimeSpan.FromDays(1))
        {
            yield return Invalid(nameof(options.KeyRefreshInterval), "must be between 00:01:00 and 1.00:00:00");
        }
        else if (options.KeyRefreshInterval < options.KeyRefreshCooldown)
        {
            yield return Invalid(nameof(options.KeyRefreshInterval), "must not be shorter than KeyRefreshCooldown");
        }
    }

    private static IEnumerable<ConfigurationProblem> CheckUrl(DetectionOptions options, IHostEnvironment environment)
    {
        if (options.JwksUrl is { } url && !(url.IsAbsoluteUri && url.UserInfo.Length == 0 && IsSafe(url, environment)))
        {
            yield return Invalid(nameof(options.JwksUrl), "must be an absolute https address without user-info; in Development also http to this machine");
        }
    }

    private static bool IsSafe(Uri url, IHostEnvironment environment) =>
        url.Scheme == Uri.UriSchemeHttps || (url.Scheme == Uri.UriSchemeHttp && url.IsLoopback && environment.IsDevelopment());

    private static IEnumerable<ConfigurationProblem> CheckFiles(DetectionOptions options, IHostEnvironment environment)
    {
        if (!string.IsNullOrEmpty(options.JwksFile)
            && Problem(() => PushKeySources.ReadFile(PushKeySources.InContentRoot(environment, options.JwksFile))) is { } problem)
        {
            yield return Invalid(nameof(options.JwksFile), problem);
        }

        foreach (var (id, path) in options.KeyFiles)
        {
            if (Problem(() => PushKey.ReadFile(id, PushKeySources.InContentRoot(environment, path ?? "")).Dispose()) is { } reason)
            {
                yield return Invalid($"{nameof(options.KeyFiles)}:{id}", $"the file cannot be used: {reason}");
            }
        }
    }

    private static string? Problem(Action read)
    {
        try
        {
            read();
            return null;
        }
        catch (InvalidDataException exception)
        {
            return exception.Message;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return "the file cannot be opened";
        }
    }

    private static ConfigurationProblem Invalid(string key, string message) =>
        new(ScofPushCodes.InvalidConfiguration, $"ScofPush:Detection:{key}", message);
}
