using System.Net.Http.Json;
using System.Text.Json;

namespace ScofPush.Browser.Tests.Stage;

/// <summary>What the network simulator was asked to do, and pushes that a bank would ask it for.</summary>
internal sealed class CallLog(Uri network) : IDisposable
{
    private readonly HttpClient _http = new() { BaseAddress = network };

    public void Dispose() => _http.Dispose();

    /// <summary>The enrollments that were asked of the network for the receipt.</summary>
    public async Task<int> EnrollmentsOfAsync(string receipt) => (await CallsAsync("Enroll", "receipt", receipt)).Count;

    /// <summary>The network's id of the card that came of the receipt.</summary>
    public async Task<string> CardOfAsync(string receipt) =>
        Assert.Single(await CallsAsync("Enroll", "receipt", receipt)).GetProperty("cardId").GetString()!;

    /// <summary>How often the network was asked to forget the card that came of the receipt.</summary>
    public async Task<int> DeletionsOfAsync(string receipt) => (await CallsAsync("DeleteCard", "cardId", await CardOfAsync(receipt))).Count;

    /// <summary>Receipts for made-up cards, one a fate, in that order.</summary>
    public async Task<IReadOnlyList<string>> PushAsync(params (string Product, string Type, string Fate)[] cards) =>
        [.. (await PushAsync(callback: null, cards)).GetProperty("pushAccountReceipts").EnumerateArray().Select(issued => issued.GetProperty("pushAccountReceipt").GetString()!)];

    /// <summary>A signed push of one made-up card, with the bank's callback in it.</summary>
    public async Task<string> SignAsync(string callback) =>
        (await PushAsync(callback, ("Aurora Gold", "CREDIT", "APPROVED"))).GetProperty("pushAccountData").GetString()!;

    private async Task<JsonElement> PushAsync(string? callback, params (string Product, string Type, string Fate)[] cards)
    {
        var shops = await _http.GetFromJsonAsync<JsonElement>("/mdes/connect/1/0/tokenRequestors");
        using var answer = await _http.PostAsJsonAsync("/mdes/connect/1/0/pushMultipleAccounts", new
        {
            requestId = Guid.NewGuid(),
            callbackUrl = callback,
            tokenRequestorId = shops[0].GetProperty("tokenRequestorId").GetString(),
            accounts = cards.Select((card, index) => new
            {
                accountReference = $"account-{index}",
                panLastFour = $"{4417 + (index * 1107)}",
                productName = card.Product,
                issuerName = "Nordlicht Bank",
                cardType = card.Type,
                fate = card.Fate,
            }),
        });
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    private async Task<IReadOnlyList<JsonElement>> CallsAsync(string operation, string member, string value)
    {
        var all = await _http.GetFromJsonAsync<JsonElement>("/log.json");
        return [.. all.EnumerateArray().Where(call =>
            call.GetProperty("operation").GetString() == operation
            && call.TryGetProperty(member, out var found) && found.GetString() == value)];
    }
}
