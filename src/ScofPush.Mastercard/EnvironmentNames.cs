namespace ScofPush.Mastercard;

/// <summary>
/// Which of Mastercard's environments addresses, keys and ids are of, as far as they tell. Consumer keys do not: they look the
/// same in both. Any address but Mastercard's two, a simulator's say, is of neither and goes with everything.
/// </summary>
internal static class EnvironmentNames
{
    /// <summary>Whose address it is.</summary>
    public static MastercardEnvironment? OfAddress(Uri address) =>
        address.IdnHost.ToUpperInvariant() switch
        {
            "SANDBOX.API.MASTERCARD.COM" => MastercardEnvironment.Sandbox,
            "API.MASTERCARD.COM" => MastercardEnvironment.Production,
            _ => null,
        };

    /// <summary>The settings that say another environment than the address is of.</summary>
    public static IEnumerable<string> FindMixed(MastercardOptions options)
    {
        if (options.BaseAddress is not { IsAbsoluteUri: true } address || OfAddress(address) is not { } expected)
        {
            return [];
        }

        // What is said outright counts; only where nothing is, names that people and the portal give do.
        (string Setting, MastercardEnvironment? Said)[] settings = options.Environment is { } environment
            ? [(nameof(options.Environment), environment)]
            :
            [
                (nameof(options.KeyFile), OfName(Path.GetFileName(options.KeyFile))),
                (nameof(options.KeyAlias), OfName(options.KeyAlias)),
                (nameof(options.ServiceId), OfName(options.ServiceId)),
            ];
        return settings.Where(setting => setting.Said is { } said && said != expected).Select(setting => setting.Setting);
    }

    /// <summary>The environment that is a word of the name; nothing where both are.</summary>
    private static MastercardEnvironment? OfName(string? name)
    {
        var words = string.Concat((name ?? "").Select(character => char.IsAsciiLetter(character) ? char.ToUpperInvariant(character) : ' ')).Split(' ');
        return (words.Contains("SANDBOX"), words.Contains("PRODUCTION") || words.Contains("PROD")) switch
        {
            (true, false) => MastercardEnvironment.Sandbox,
            (false, true) => MastercardEnvironment.Production,
            _ => null,
        };
    }
}
