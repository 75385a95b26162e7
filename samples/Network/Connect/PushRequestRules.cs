using System.Text.RegularExpressions;

namespace Network.Connect;

internal static partial class PushRequestRules
{
    private const int MaximumAccounts = 5;
    private const int MaximumCallbackLength = 256;

    /// <summary>The first thing wrong with the request, or null.</summary>
    public static string? Problem(PushRequest request)
    {
        if (request.Accounts is not { Count: > 0 and <= MaximumAccounts })
        {
            return "accounts must hold one to five accounts.";
        }

        if (request.CallbackUrl is { } callback
            && (callback.Length > MaximumCallbackLength || !AbsoluteUri.Is(callback)))
        {
            return "callbackUrl must be absolute and have at most 256 characters.";
        }

        if (request.CallbackRequired is true && request.CallbackUrl is null)
        {
            return "callbackRequired needs a callbackUrl.";
        }

        if (request.Locale is { } locale && !LocalePattern().IsMatch(locale))
        {
            return "locale must look like en_US.";
        }

        if (request.Accounts.Select(account => account?.AccountReference).Distinct(StringComparer.Ordinal).Count() != request.Accounts.Count)
        {
            return "accountReference must differ from account to account.";
        }

        return request.Accounts.Select(Problem).FirstOrDefault(problem => problem is not null);
    }

    private static string? Problem(PushAccount? account) => account switch
    {
        null => "an account must not be null.",
        { AccountReference: not { Length: > 0 and <= 64 } } => "accountReference must have 1 to 64 characters.",
        { PanLastFour: var digits } when digits is null || !LastFourPattern().IsMatch(digits) => "panLastFour must be four digits.",
        { ProductName: not { Length: > 0 and <= 64 } } => "productName must have 1 to 64 characters.",
        { IssuerName: not { Length: > 0 and <= 64 } } => "issuerName must have 1 to 64 characters.",
        { CardType: var type } when type is null || !ReceiptBook.Prefixes.ContainsKey(type) => "cardType is unknown.",
        { Fate: var fate } when fate is null || !Fate.All.Contains(fate) => "fate is unknown.",
        { ReceiptLifeSeconds: < 1 or > 900 } => "receiptLifeSeconds must be between 1 and 900.",
        _ => null,
    };

    [GeneratedRegex("^[0-9]{4}\\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex LastFourPattern();

    [GeneratedRegex("^[a-z]{2}_[A-Z]{2}\\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex LocalePattern();
}
