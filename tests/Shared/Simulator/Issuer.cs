using System.Net.Http.Json;
using System.Text.Json;

namespace ScofPush.Tests;

/// <summary>What a bank does: pushes accounts through MDES and makes the links that it opens in the shopper's browser.</summary>
internal sealed class Issuer(HttpClient network, Merchant merchant)
{
    private int _accounts;

    public Task<Push> PushAsync(string? callback, params string[] fates) => PushAsync(callback, completeWebsiteActivation: true, fates);

    public async Task<Push> PushAsync(string? callback, bool completeWebsiteActivation, params string[] fates)
    {
        var accounts = fates
            .Select(fate => (Fate: fate, Number: Interlocked.Increment(ref _accounts)))
            .Select(account => new
            {
                accountReference = $"account-{account.Number}",
                panLastFour = $"{1000 + account.Number}",
                productName = "Aurora Gold",
                issuerName = "Nordlicht Bank",
                cardType = "CREDIT",
                fate = account.Fate,
            })
            .ToArray();
        using var response = await network.PostAsJsonAsync("/mdes/connect/1/0/pushMultipleAccounts", new
        {
            requestId = "r-1",
            tokenRequestorId = merchant.TokenRequestorId,
            accounts,
            callbackUrl = callback,
            completeWebsiteActivation,
        });
        response.EnsureSuccessStatusCode();
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>();
        var receipts = answer.GetProperty("pushAccountReceipts").EnumerateArray()
            .Select(receipt => receipt.GetProperty("pushAccountReceipt").GetString()!)
            .ToArray();
        var page = new Uri(answer.GetProperty("pushUri").GetString()!).PathAndQuery;
        return new Push(
            [.. receipts.Zip(accounts, (receipt, account) => new PushedCard(receipt, account.panLastFour))],
            $"{page}?pushAccountReceipts={string.Join(',', receipts)}"
            + (callback is null ? "" : $"&callbackURL={Uri.EscapeDataString(callback)}")
            + (completeWebsiteActivation ? "" : "&completeWebsiteActivation=false"),
            answer.GetProperty("pushAccountData").GetString()!);
    }
}

/// <summary>A push under way.</summary>
/// <param name="Cards">The accounts in it.</param>
/// <param name="Link">Path and query of what the bank opens at the shop.</param>
/// <param name="Token">The signed form of the push.</param>
internal sealed record Push(IReadOnlyList<PushedCard> Cards, string Link, string Token)
{
    public string Receipt => Cards[0].Receipt;

    public string LastFour => Cards[0].LastFour;

    /// <summary>The same push as the bank opens it in the signed form.</summary>
    public Push Signed => this with { Link = $"{Link[..Link.IndexOf('?', StringComparison.Ordinal)]}?pushAccountData={Token}" };

    /// <summary>The same push as the bank opens it on another page of the shop.</summary>
    public Push On(string page) => this with
    {
        Link = page + (page.Contains('?', StringComparison.Ordinal) ? '&' : '?') + Link[(Link.IndexOf('?', StringComparison.Ordinal) + 1)..],
    };
}

internal sealed record PushedCard(string Receipt, string LastFour);
