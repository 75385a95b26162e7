using System.Buffers;
using Microsoft.Extensions.Hosting;
using ScofPush.AspNetCore.Detection;
using ScofPush.AspNetCore.Diagnostics;
using ScofPush.AspNetCore.Enrollment;
using ScofPush.AspNetCore.Notifications;
using ScofPush.AspNetCore.Pages;
using ScofPush.AspNetCore.Pending;
using ScofPush.AspNetCore.Recording;
using ScofPush.AspNetCore.Returning;

namespace ScofPush.AspNetCore.Pipeline;

/// <summary>Checks the settings of the flow.</summary>
internal static class OptionsCheck
{
    private static readonly SearchValues<char> CodeCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-");

    public static IEnumerable<ConfigurationProblem> Check(ScofPushOptions options, IHostEnvironment environment) =>
    [
        .. CheckPages(options.Pages),
        .. DetectionCheck.Check(options.Detection, environment),
        .. CheckPending(options.Pending),
        .. CheckEnrollment(options.Enrollment, environment),
        .. CheckRecording(options.Recording),
        .. NotificationCheck.Check(options.Notifications),
        .. CheckReturning(options.Returning),
    ];

    private static IEnumerable<ConfigurationProblem> CheckPages(PagesOptions options)
    {
        if (options.ShopPath is not ['/', ..] || options.ShopPath is ['/', '/' or '\\', ..])
        {
            yield return Invalid("Pages:ShopPath", "must be a local path that starts with one slash");
        }

        for (var index = 0; index < options.CardArtHosts.Count; index++)
        {
            if (!Uri.TryCreate(options.CardArtHosts[index], UriKind.Absolute, out var uri) || uri.GetLeftPart(UriPartial.Authority) != options.CardArtHosts[index])
            {
                yield return Invalid($"Pages:CardArtHosts:{index}", "must be an origin such as https://assets.mastercard.com, without a path");
            }
        }
    }

    private static IEnumerable<ConfigurationProblem> CheckPending(PendingOptions options)
    {
        if (options.Lifetime < TimeSpan.FromMinutes(1) || options.Lifetime > TimeSpan.FromHours(1))
        {
            yield return Invalid("Pending:Lifetime", "must be between 00:01:00 and 01:00:00");
        }

        if (options.RetryBudget < TimeSpan.Zero || options.RetryBudget > options.Lifetime)
        {
            yield return Invalid("Pending:RetryBudget", "must not be negative nor longer than Pending:Lifetime");
        }

        if (options.LandingsPerMinute is < 0 or > 100_000)
        {
            yield return Invalid("Pending:LandingsPerMinute", "must be between 0, for no limit, and 100000");
        }

        if (options.AnonymizeAfter < TimeSpan.FromHours(1) || options.AnonymizeAfter > TimeSpan.FromDays(3650))
        {
            yield return Invalid("Pending:AnonymizeAfter", "must be between 01:00:00 and 3650.00:00:00");
        }

        if (options.MaxParked is < 1 or > 10_000_000)
        {
            yield return Invalid("Pending:MaxParked", "must be between 1 and 10000000");
        }
    }

    private static IEnumerable<ConfigurationProblem> CheckEnrollment(EnrollmentOptions options, IHostEnvironment environment)
    {
        if (string.IsNullOrEmpty(options.ConsumerIdKey))
        {
            if (!environment.IsDevelopment())
            {
                yield return Invalid("Enrollment:ConsumerIdKey", "is missing: set it to Base64 of 32 random bytes and never change it");
            }
        }
        else if (!HasKeyBytes(options.ConsumerIdKey))
        {
            yield return Invalid("Enrollment:ConsumerIdKey", $"must be Base64 of at least {ConsumerIds.MinKeyBytes} bytes");
        }

        if (options.Lease < TimeSpan.FromSeconds(30) || options.Lease > TimeSpan.FromMinutes(10))
        {
            yield return Invalid("Enrollment:Lease", "must be between 00:00:30 and 00:10:00");
        }

        if (options.Wait < TimeSpan.Zero || options.Wait > TimeSpan.FromSeconds(30))
        {
            yield return Invalid("Enrollment:Wait", "must be between 00:00:00 and 00:00:30");
        }
    }

    private static IEnumerable<ConfigurationProblem> CheckRecording(RecordingOptions options)
    {
        if (options.Timeout < TimeSpan.FromSeconds(1) || options.Timeout > TimeSpan.FromMinutes(10))
        {
            yield return Invalid("Recording:Timeout", "must be between 00:00:01 and 00:10:00");
        }

        if (options.MaxFailures is < 1 or > 10_000)
        {
            yield return Invalid("Recording:MaxFailures", "must be between 1 and 10000");
        }
    }

    private static IEnumerable<ConfigurationProblem> CheckReturning(ReturningOptions options)
    {
        for (var index = 0; index < options.AllowedCallbacks.Count; index++)
        {
            if (!CallbackPolicy.IsEntry(options.AllowedCallbacks[index]))
            {
                yield return Invalid($"Returning:AllowedCallbacks:{index}", "must be an origin such as https://bank.example, or a scheme such as mybank:");
            }
        }

        if (!Enum.IsDefined(options.UnknownCallback))
        {
            yield return Invalid("Returning:UnknownCallback", "must be AskShopper or Refuse");
        }

        if (!Enum.IsDefined(options.Mode))
        {
            yield return Invalid("Returning:Mode", "must be Redirect or Page");
        }

        foreach (var (name, code) in options.Codes.All)
        {
            if (code.Length is 0 or > 64 || code.AsSpan().ContainsAnyExcept(CodeCharacters))
            {
                yield return Invalid($"Returning:Codes:{name}", "must be 1 to 64 of A-Z, a-z, 0-9, _ and -");
            }
        }
    }

    private static bool HasKeyBytes(string base64)
    {
        var bytes = new byte[base64.Length];
        return Convert.TryFromBase64String(base64, bytes, out var written) && written >= ConsumerIds.MinKeyBytes;
    }

    private static ConfigurationProblem Invalid(string key, string message) => new(ScofPushCodes.InvalidConfiguration, $"ScofPush:{key}", message);
}
