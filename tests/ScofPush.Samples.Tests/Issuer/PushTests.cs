using System.Buffers.Text;
using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;

namespace ScofPush.Samples.Tests.Issuer;

public sealed class PushTests(BankHost bank) : IClassFixture<BankHost>
{
    [Fact]
    public async Task Push_plain_goes_to_the_shop_with_receipts_and_callback()
    {
        using var customer = new BankCustomer(bank);
        await customer.SignInAsync("Mira Holm");
        using var response = await customer.PushAsync(TestShop.Main, signed: false, "aurora", "fjord");

        Assert.Equal(HttpStatusCode.SeeOther, response.StatusCode);
        var location = response.Headers.Location!.OriginalString;
        Assert.StartsWith(TestShop.Main.PushUri + "&pushAccountReceipts=MCC-STL-", location, StringComparison.Ordinal);
        Assert.Contains(",DMC-STL-", location, StringComparison.Ordinal);
        var query = QueryHelpers.ParseQuery(response.Headers.Location.Query);
        Assert.StartsWith(BankHost.PublicAddress + "/push/result?ref=", query["callbackURL"].ToString(), StringComparison.Ordinal);
        Assert.Contains("callbackURL=http%3A%2F%2F", location, StringComparison.Ordinal);
        Assert.Equal(["callbackRequired", "callbackURL", "completeWebsiteActivation", "from", "pushAccountReceipts"], query.Keys.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(false, "true")]
    [InlineData(true, "false")]
    public async Task Push_flags_are_the_same_in_both_forms(bool finishAtBank, string completeWebsiteActivation)
    {
        using var customer = new BankCustomer(bank);
        await customer.SignInAsync("Mira Holm");
        using var plain = await customer.PushAsync(TestShop.Main, signed: false, finishAtBank, "polar");
        using var signed = await customer.PushAsync(TestShop.Main, signed: true, finishAtBank, "polar");

        var query = QueryHelpers.ParseQuery(plain.Headers.Location!.Query);
        var payload = PayloadOf(signed);
        Assert.Equal(("true", completeWebsiteActivation), (query["callbackRequired"].ToString(), query["completeWebsiteActivation"].ToString()));
        Assert.Equal("true", payload.GetProperty("callbackRequired").GetRawText());
        Assert.Equal(completeWebsiteActivation, payload.GetProperty("completeWebsiteActivation").GetRawText());
    }

    [Fact]
    public async Task Push_shop_without_a_query_gets_one()
    {
        using var customer = new BankCustomer(bank);
        await customer.SignInAsync("Mira Holm");
        using var response = await customer.PushAsync(TestShop.Other, signed: false, "aurora");

        Assert.StartsWith(TestShop.Other.PushUri + "?pushAccountReceipts=", response.Headers.Location!.OriginalString, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Push_signed_goes_to_the_shop_with_nothing_in_the_open()
    {
        using var customer = new BankCustomer(bank);
        await customer.SignInAsync("Mira Holm");
        using var response = await customer.PushAsync(TestShop.Main, signed: true, "aurora");

        var query = QueryHelpers.ParseQuery(response.Headers.Location!.Query);
        Assert.Equal(["from", "pushAccountData"], query.Keys.Order(StringComparer.Ordinal));
        var payload = PayloadOf(response);
        Assert.StartsWith("MCC-STL-", payload.GetProperty("pushAccountReceipts")[0].GetString(), StringComparison.Ordinal);
        Assert.StartsWith(BankHost.PublicAddress + "/push/result?ref=", payload.GetProperty("callbackURL").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, "Choose at least one card.")]
    [InlineData(6, "Choose at most five cards.")]
    public async Task Push_wrong_number_of_cards_stays_on_the_page(int count, string message)
    {
        using var customer = new BankCustomer(bank);
        await customer.SignInAsync("Mira Holm");
        string[] cards = ["aurora", "fjord", "polar", "moss", "lumi", "taiga"];
        using var response = await customer.PushAsync(TestShop.Main, signed: false, cards[..count]);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var page = await BankCustomer.ReadAsync(response);
        Assert.Equal(message, page.QuerySelector("#error")!.TextContent);
        Assert.Equal(count, page.QuerySelectorAll("input[name=Cards][checked]").Length);
    }

    [Fact]
    public async Task Push_that_stays_on_the_page_keeps_how_it_is_to_go()
    {
        using var customer = new BankCustomer(bank);
        await customer.SignInAsync("Mira Holm");
        using var response = await customer.PushAsync(TestShop.Main, signed: false, finishAtBank: true);

        var page = await BankCustomer.ReadAsync(response);
        Assert.False(page.QuerySelector("input[name=Signed]")!.HasAttribute("checked"));
        Assert.True(page.QuerySelector("input[name=FinishAtBank]")!.HasAttribute("checked"));
        Assert.True(page.QuerySelector("details")!.HasAttribute("open"));
    }

    [Fact]
    public async Task Push_unknown_shop_stays_on_the_page()
    {
        using var customer = new BankCustomer(bank);
        await customer.SignInAsync("Mira Holm");
        using var response = await customer.PushAsync(TestShop.Main with { TokenRequestorId = "nobody" }, signed: false, "aurora");

        Assert.Equal("Choose a shop.", (await BankCustomer.ReadAsync(response)).QuerySelector("#error")!.TextContent);
    }

    [Fact]
    public async Task Push_without_antiforgery_token_is_refused()
    {
        using var customer = new BankCustomer(bank);
        await customer.SignInAsync("Mira Holm");
        var page = await customer.PageAsync("/");
        using var response = await customer.SubmitAsync(page.QuerySelector("footer")!, "/", ("Cards", "aurora"), ("Merchant", TestShop.Main.TokenRequestorId));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task Cards_page_shows_every_card_with_its_fate_and_every_shop()
    {
        using var customer = new BankCustomer(bank);
        await customer.SignInAsync("Mira Holm");
        var page = await customer.PageAsync("/");

        Assert.Equal("en", page.DocumentElement.GetAttribute("lang"));
        Assert.Equal(12, page.QuerySelectorAll("label.pick").Length);
        Assert.All(page.QuerySelectorAll("label.pick"), label => Assert.NotEmpty(label.QuerySelector(".fate")!.TextContent));
        Assert.Equal(
            TestShop.All.Select(shop => shop.TokenRequestorId),
            page.QuerySelectorAll("input[name=Merchant]").Select(input => input.GetAttribute("value")));
        Assert.True(page.QuerySelector("input[name=Signed]")!.HasAttribute("checked"));
        Assert.False(page.QuerySelector("input[name=FinishAtBank]")!.HasAttribute("checked"));
        Assert.False(page.QuerySelector("details")!.HasAttribute("open"));
        Assert.DoesNotMatch("[0-9]{12}", page.QuerySelector(".wallet")!.TextContent);
    }

    [Fact]
    public async Task Cards_page_opens_plain_where_the_bank_is_set_to()
    {
        await using var plain = bank.WithWebHostBuilder(builder => builder.UseSetting("Bank:SignedByDefault", "false"));
        using var client = plain.CreateClient();

        using var response = await SignInAsync(client);

        var page = await BankCustomer.ReadAsync(response);
        Assert.False(page.QuerySelector("input[name=Signed]")!.HasAttribute("checked"));
    }

    [Fact]
    public async Task Cards_page_says_so_when_the_network_is_down()
    {
        await using var lonely = bank.WithWebHostBuilder(builder => builder.UseSetting("Bank:NetworkAddress", "http://127.0.0.1:9"));
        using var client = lonely.CreateClient();
        using var response = await SignInAsync(client);

        var page = await BankCustomer.ReadAsync(response);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Contains("cannot be reached", page.QuerySelector("[role=alert]")!.TextContent, StringComparison.Ordinal);
        Assert.Null(page.QuerySelector("#push"));
    }

    private static JsonElement PayloadOf(HttpResponseMessage signed)
    {
        var token = QueryHelpers.ParseQuery(signed.Headers.Location!.Query)["pushAccountData"].ToString();
        return JsonDocument.Parse(Base64Url.DecodeFromChars(token.Split('.')[1])).RootElement;
    }

    /// <summary>By the front door, on a bank of another setting.</summary>
    private static async Task<HttpResponseMessage> SignInAsync(HttpClient client)
    {
        var signIn = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(await client.GetStringAsync("/sign-in"));
        using var form = new FormUrlEncodedContent(
        [
            KeyValuePair.Create("Username", "Mira"),
            KeyValuePair.Create("__RequestVerificationToken", signIn.QuerySelector("#sign-in")!.Closest("form")!.QuerySelector("[name=__RequestVerificationToken]")!.GetAttribute("value")!),
        ]);
        return await client.PostAsync("/sign-in", form);
    }
}
