using System.Net.Http.Json;
using System.Text.Json;
using ScofPush.Plugin.Tests.Hosting;

[assembly: AssemblyFixture(typeof(Market))]

namespace ScofPush.Plugin.Tests.Hosting;

/// <summary>One network and one shop for all tests. Every test brings its own customers and receipts; some start a shop of their own.</summary>
public sealed class Market : IAsyncDisposable
{
    internal const string Bank = "https://bank.example";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("scofpush-");
    private int _accounts;

    public Market()
    {
        Merchant = Merchant.CreateIn(_folder.FullName);
        Network = new NetworkHost(Merchant, _folder.FullName);
        Folder = NewShopFolder();
        Shop = new ShopHost(Folder);
    }

    internal Merchant Merchant { get; }

    internal NetworkHost Network { get; }

    internal ShopFolder Folder { get; }

    internal ShopHost Shop { get; }

    /// <summary>A folder for a shop of its own, at the same network.</summary>
    internal ShopFolder NewShopFolder() =>
        new(Path.Combine(_folder.FullName, $"shop-{Guid.NewGuid():N}"), Merchant, Network.Origin);

    /// <summary>A file that a test needs, in a folder that goes when the tests end.</summary>
    internal string NewFile(string name) => Path.Combine(Directory.CreateDirectory(Path.Combine(_folder.FullName, Guid.NewGuid().ToString("N"))).FullName, name);

    /// <summary>What a bank does: pushes accounts through MDES and makes the link that it opens in the shopper's browser.</summary>
    internal async Task<Push> PushAsync(string? callback, params string[] fates)
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
        using var response = await Network.Http.PostAsJsonAsync("/mdes/connect/1/0/pushMultipleAccounts", new
        {
            requestId = "r-1",
            tokenRequestorId = Merchant.TokenRequestorId,
            accounts,
            callbackUrl = callback,
        });
        response.EnsureSuccessStatusCode();
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>();
        var receipts = answer.GetProperty("pushAccountReceipts").EnumerateArray()
            .Select(receipt => receipt.GetProperty("pushAccountReceipt").GetString()!)
            .ToArray();
        return new Push(
            [.. receipts.Zip(accounts, (receipt, account) => new PushedCard(receipt, account.panLastFour))],
            Link(answer.GetProperty("pushUri").GetString()!, receipts, callback));
    }

    public async ValueTask DisposeAsync()
    {
        await Shop.DisposeAsync();
        await Network.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _folder.Delete(recursive: true);
    }

    private static string Link(string pushUri, string[] receipts, string? callback) =>
        new Uri(pushUri).PathAndQuery
        + $"?pushAccountReceipts={string.Join(',', receipts)}"
        + (callback is null ? "" : $"&callbackURL={Uri.EscapeDataString(callback)}");
}

/// <summary>A push under way.</summary>
/// <param name="Cards">The accounts in it.</param>
/// <param name="Link">Path and query of what the bank opens at the shop.</param>
internal sealed record Push(IReadOnlyList<PushedCard> Cards, string Link)
{
    public string Receipt => Cards[0].Receipt;

    public string LastFour => Cards[0].LastFour;
}

internal sealed record PushedCard(string Receipt, string LastFour);
