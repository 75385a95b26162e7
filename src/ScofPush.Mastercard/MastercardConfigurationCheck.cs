using System.Buffers;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using ScofPush.AspNetCore.Diagnostics;
using ScofPush.Mastercard.Keys;

namespace ScofPush.Mastercard;

/// <summary>Finds everything that is wrong with <see cref="MastercardOptions"/>, key included, without naming a value .</summary>
internal sealed class MastercardConfigurationCheck(
    IOptionsMonitor<MastercardOptions> monitor,
    IHostEnvironment environment,
    ISigningKeySource keys,
    KeyWatch watch
) : IConfigurationCheck
{
    private const string LettersAndDigits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    private static readonly SearchValues<char> ServiceIdCharacters = SearchValues.Create(LettersAndDigits + "#_-");
    private static readonly SearchValues<char> ConsumerKeyCharacters = SearchValues.Create(LettersAndDigits + "._-");

    public IEnumerable<ConfigurationProblem> Check()
    {
        MastercardOptions options;
        try
        {
            options = monitor.CurrentValue;
        }
        catch (Exception)
        {
            return
            [
                new(
                    ScofPushCodes.UnreadableConfiguration,
                    MastercardOptions.SectionName,
                    "A value has the wrong type: BaseAddress is an address, CardSource is Cardholder or Issuer, Environment is Sandbox or Production."
                ),
            ];
        }

        ConfigurationProblem[] problems = [.. CheckAddress(options), .. CheckIds(options), .. CheckKey(options), .. CheckEnvironments(options)];
        if (problems.Length == 0)
        {
            // Here, because the check is what only a host runs that uses ScofPush; registering it alone reads no key.
            watch.Start();
        }

        return problems;
    }

    private IEnumerable<ConfigurationProblem> CheckAddress(MastercardOptions options)
    {
        const string Key = nameof(options.BaseAddress);
        if (options.BaseAddress is not { } address)
        {
            yield return Setting(Key, "It is missing. Set the sandbox or production address of the card API, without /cards.");
        }
        else if (!address.IsAbsoluteUri || (address.Scheme != Uri.UriSchemeHttps && address.Scheme != Uri.UriSchemeHttp))
        {
            yield return Setting(Key, "It is not an absolute https address.");
        }
        else if (address.Scheme != Uri.UriSchemeHttps && !(environment.IsDevelopment() && address.IsLoopback))
        {
            yield return Setting(Key, "It must use https. Only in Development may a loopback address use http.");
        }
        else if (address.Query.Length > 0 || address.Fragment.Length > 0 || address.UserInfo.Length > 0)
        {
            yield return Setting(Key, "It must have neither query nor fragment nor user info.");
        }
    }

    private static IEnumerable<ConfigurationProblem> CheckIds(MastercardOptions options)
    {
        if (!IsClientId(options.SrcClientId))
        {
            yield return Setting(nameof(options.SrcClientId), "It is missing or not a lower-case UUID.");
        }

        if (!IsServiceId(options.ServiceId))
        {
            yield return Setting(nameof(options.ServiceId), "It is missing, longer than 255 characters, or has others than letters, digits, #, _ and -.");
        }

        if (!Enum.IsDefined(options.CardSource))
        {
            yield return Setting(nameof(options.CardSource), "It is neither Cardholder nor Issuer.");
        }
    }

    private IEnumerable<ConfigurationProblem> CheckKey(MastercardOptions options)
    {
        // A host's own source needs none of the settings.
        if (keys is not ConfiguredKeySource)
        {
            yield break;
        }

        if (!IsConsumerKey(options.ConsumerKey))
        {
            yield return Setting(nameof(options.ConsumerKey), "It is missing or not of the form clientId!keyId.");
        }

        var hasFile = !string.IsNullOrWhiteSpace(options.KeyFile);
        var hasPem = !string.IsNullOrWhiteSpace(options.KeyPem);
        if (hasFile == hasPem)
        {
            yield return Setting(nameof(options.KeyFile), "Set exactly one of KeyFile and KeyPem.");
        }
        else if (TryReadKey(options) is { } problem)
        {
            yield return problem;
        }
    }

    private static IEnumerable<ConfigurationProblem> CheckEnvironments(MastercardOptions options) =>
        options.Environment is { } environment && !Enum.IsDefined(environment)
            ? [Setting(nameof(options.Environment), "It is neither Sandbox nor Production.")]
            : EnvironmentNames.FindMixed(options).Select(setting => new ConfigurationProblem(
                ScofPushCodes.EnvironmentsMixed,
                $"{MastercardOptions.SectionName}:{setting}",
                "It says sandbox and BaseAddress is production's, or the other way round. Where the name misleads, set Environment."
            ));

    private ConfigurationProblem? TryReadKey(MastercardOptions options)
    {
        try
        {
            KeyReader.Read(options, environment.ContentRootPath, out _).Dispose();
            return null;
        }
        catch (ScofPushConfigurationException exception)
        {
            return exception.Problems[0];
        }
    }

    private static ConfigurationProblem Setting(string key, string message) =>
        new(ScofPushCodes.MastercardSetting, $"{MastercardOptions.SectionName}:{key}", message);

    private static bool IsClientId(string? text) =>
        Guid.TryParseExact(text, "D", out var id) && id.ToString("D") == text;

    private static bool IsServiceId(string? text) =>
        text is { Length: >= 1 and <= 255 } && !text.AsSpan().ContainsAnyExcept(ServiceIdCharacters);

    private static bool IsConsumerKey(string? text) =>
        text?.Split('!') is [{ Length: > 0 } client, { Length: > 0 } key]
        && !client.AsSpan().ContainsAnyExcept(ConsumerKeyCharacters)
        && !key.AsSpan().ContainsAnyExcept(ConsumerKeyCharacters);
}
