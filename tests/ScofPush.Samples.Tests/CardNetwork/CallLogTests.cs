using System.Net.Http.Json;
using System.Text.Json;
using AngleSharp.Html.Parser;

namespace ScofPush.Samples.Tests.CardNetwork;

public sealed class CallLogTests(NetworkHost network) : IClassFixture<NetworkHost>
{
    [Fact]
    public async Task Log_since_gives_only_what_came_later()
    {
        using var first = await network.EnrollAsync(await network.ReceiptAsync());
        var last = (await network.LogAsync())[^1].GetProperty("id").GetInt64();
        var receipt = await network.ReceiptAsync();
        using var second = await network.EnrollAsync(receipt, consumer: "consumer-2");

        var later = await network.Http.GetFromJsonAsync<List<JsonElement>>($"/log.json?since={last}");

        Assert.Equal(["PushMultipleAccounts", "Enroll"], later!.Select(entry => entry.GetProperty("operation").GetString()));
        var enroll = later![1];
        Assert.Equal("POST", enroll.GetProperty("method").GetString());
        Assert.Equal("/src/api/digital/payments/cards", enroll.GetProperty("path").GetString());
        Assert.Equal(receipt, enroll.GetProperty("receipt").GetString());
        Assert.Equal("consumer-2", enroll.GetProperty("consumerId").GetString());
        Assert.Equal(200, enroll.GetProperty("status").GetInt32());
        Assert.True(enroll.GetProperty("enrolled").GetBoolean());
        Assert.Equal(JsonValueKind.Null, later[0].GetProperty("oauthValid").ValueKind);
    }

    [Fact]
    public async Task Log_delete_empties_it_and_ids_go_on()
    {
        await network.ReceiptAsync();
        var before = (await network.LogAsync())[^1].GetProperty("id").GetInt64();
        using var deleted = await network.Http.DeleteAsync("/log.json");
        Assert.Empty(await network.LogAsync());
        await network.ReceiptAsync();

        Assert.Equal(before + 1, Assert.Single(await network.LogAsync()).GetProperty("id").GetInt64());
    }

    [Fact]
    public async Task Page_shows_the_newest_first_with_short_receipts()
    {
        var receipt = await network.ReceiptAsync("ISSUER_DECLINED");
        using var declined = await network.EnrollAsync(receipt);
        using var response = await network.Http.GetAsync("/");
        var html = await response.Content.ReadAsStringAsync();
        var rows = new HtmlParser().ParseDocument(html).QuerySelectorAll("tbody tr");

        Assert.DoesNotContain(receipt, html, StringComparison.Ordinal);
        Assert.Contains($"{receipt[..8]}…{receipt[^4..]}", rows[0].TextContent, StringComparison.Ordinal);
        Assert.Contains("INVALID_STATE ISSUER_DECLINED", rows[0].TextContent, StringComparison.Ordinal);
        Assert.Equal("valid", rows[0].QuerySelector(".signature")!.TextContent);
        Assert.Contains("PushMultipleAccounts", rows[1].TextContent, StringComparison.Ordinal);
        Assert.False(response.Headers.Contains("Set-Cookie"));
    }
}
