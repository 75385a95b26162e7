using Microsoft.Extensions.Options;

namespace Network;

internal sealed class NetworkOptionsValidator : IValidateOptions<NetworkOptions>
{
    public ValidateOptionsResult Validate(string? name, NetworkOptions options)
    {
        var failures = new List<string>();
        if (!options.BasePath.StartsWith('/') || options.BasePath.EndsWith('/'))
        {
            failures.Add("Network:BasePath must start with a slash and must not end with one.");
        }

        if (options.SlowSeconds is < 0 or > 120)
        {
            failures.Add("Network:SlowSeconds must be between 0 and 120.");
        }

        if (options.PublicAddress is { } address && !AbsoluteUri.Is(address))
        {
            failures.Add("Network:PublicAddress must be an absolute URI.");
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < options.Merchants.Count; i++)
        {
            var merchant = options.Merchants[i];
            foreach (var (key, value) in Required(merchant))
            {
                if (string.IsNullOrWhiteSpace(value))
                {
                    failures.Add($"Network:Merchants:{i}:{key} is missing.");
                }
            }

            if (!AbsoluteUri.Is(merchant.PushUri))
            {
                failures.Add($"Network:Merchants:{i}:PushUri must be an absolute URI.");
            }

            if (merchant.NotificationUrl is { } url && !AbsoluteUri.Is(url))
            {
                failures.Add($"Network:Merchants:{i}:NotificationUrl must be an absolute URI.");
            }

            if (!seen.Add(merchant.TokenRequestorId))
            {
                failures.Add($"Network:Merchants:{i}:TokenRequestorId is used twice.");
            }
        }

        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private static IEnumerable<(string Key, string Value)> Required(Merchant merchant) =>
    [
        (nameof(merchant.TokenRequestorId), merchant.TokenRequestorId),
        (nameof(merchant.Name), merchant.Name),
        (nameof(merchant.ConsumerKey), merchant.ConsumerKey),
        (nameof(merchant.PublicKeyFile), merchant.PublicKeyFile),
        (nameof(merchant.SrcClientId), merchant.SrcClientId),
        (nameof(merchant.ServiceId), merchant.ServiceId),
        (nameof(merchant.SrcDpaId), merchant.SrcDpaId),
    ];
}
