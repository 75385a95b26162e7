using System.Net;
using ScofPush.AspNetCore.Diagnostics;
using ScofPush.Plugin.Tests.Hosting;

namespace ScofPush.Plugin.Tests.Scenarios;

/// <summary>Pushes that the network has signed, at a shop that fetches its keys.</summary>
public sealed class SignedTests(Market market, SignedShop shop) : IClassFixture<SignedShop>
{
    private const string Done = Market.Bank + "/done";

    [Fact]
    public async Task Accept_signed_push_returns_to_a_bank_on_no_list()
    {
        using var shopper = new Shopper(shop.Host.Address);
        var push = (await market.PushAsync($"{Done}?ref=42", "APPROVED")).Signed;

        var answer = await shopper.AcceptAsync(push);

        Assert.Equal(HttpStatusCode.SeeOther, answer.Status);
        Assert.Equal($"{Done}?ref=42&results%5B{push.Receipt}%5D=SUCCESS", answer.Location);
        Assert.Single(await market.Network.EnrollsOfAsync(push.Receipt));
        Assert.Equal(push.LastFour, Assert.Single(await shopper.PaymentMethodsAsync()).LastFour);
    }

    [Fact]
    public async Task Accept_plain_push_of_the_same_bank_saves_the_card_and_asks_before_it_returns()
    {
        using var shopper = new Shopper(shop.Host.Address);
        var push = await market.PushAsync(Done, "APPROVED");

        var done = await (await shopper.AcceptAsync(push)).FollowAsync();

        Assert.Equal("Your card is saved", done.Heading);
        Assert.Equal("bank.example", done.Find(".sp-notice strong")!.TextContent);
        Assert.Equal(push.LastFour, Assert.Single(await shopper.PaymentMethodsAsync()).LastFour);
    }

    [Theory]
    [InlineData(true, true, "SUCCESS")]
    [InlineData(true, false, "REQUIRE_ADDITIONAL_AUTHENTICATION")]
    [InlineData(false, false, "REQUIRE_ADDITIONAL_AUTHENTICATION")]
    public async Task Accept_card_with_authentication_due_leaves_it_to_the_bank_that_asks_for_it(bool signed, bool completeWebsiteActivation, string result)
    {
        using var shopper = new Shopper(shop.Host.Address);
        var push = await market.Network.Issuer.PushAsync(Done, completeWebsiteActivation, "APPROVED_PENDING_SCA");

        var answer = await shopper.AcceptAsync(signed ? push.Signed : push);

        var back = answer.Location!.StartsWith('/') ? (await answer.FollowAsync()).Find("a[rel=noreferrer]")!.GetAttribute("href") : answer.Location;
        Assert.Equal($"{Done}?results%5B{push.Receipt}%5D={result}", back);
        Assert.Equal((push.LastFour, "Authentication due"), (await shopper.PaymentMethodsAsync()).Select(card => (card.LastFour, card.Badge)).Single());
    }

    [Fact]
    public async Task Accept_five_cards_of_different_fates_tells_each_its_own_result()
    {
        using var shopper = new Shopper(shop.Host.Address);
        string[] fates = ["APPROVED", "ISSUER_DECLINED", "INTERNAL", "APPROVED_PENDING_SCA", "ALREADY_SAVED"];
        string[] results = ["SUCCESS", "DECLINED", "ERROR", "REQUIRE_ADDITIONAL_AUTHENTICATION", "DUPLICATE_REQUEST"];
        var push = (await market.Network.Issuer.PushAsync(Done, completeWebsiteActivation: false, fates)).Signed;

        var answer = await shopper.AcceptAsync(push);

        Assert.Equal($"{Done}?{string.Join('&', push.Cards.Zip(results, (card, result) => $"results%5B{card.Receipt}%5D={result}"))}", answer.Location);
        Assert.Equal(
            new[] { push.Cards[0].LastFour, push.Cards[3].LastFour },
            (await shopper.PaymentMethodsAsync()).Select(card => card.LastFour).Order(StringComparer.Ordinal));
        foreach (var card in push.Cards)
        {
            Assert.Single(await market.Network.EnrollsOfAsync(card.Receipt));
        }
    }

    [Fact]
    public async Task Arrive_with_the_payload_of_another_push_is_refused()
    {
        using var shopper = new Shopper(shop.Host.Address);
        var push = await market.PushAsync(Done, "APPROVED");
        var other = await market.PushAsync("https://other-bank.example/", "APPROVED");
        var (mine, theirs) = (push.Token.Split('.'), other.Token.Split('.'));

        var page = await shopper.GetAsync((push with { Token = $"{mine[0]}.{theirs[1]}.{mine[2]}" }).Signed.Link);

        Assert.Equal(ScofPushCodes.SignedPushForged, page.Code);
        Assert.DoesNotContain(other.Receipt, page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Arrive_where_pushes_must_be_signed_takes_no_plain_one()
    {
        await using var strict = new ShopHost(market.NewShopFolder(), SignedShop.Setup(market.Network.KeySetUrl, "Required"));
        using var shopper = new Shopper(strict.Address);
        var push = await market.PushAsync(Done, "APPROVED");

        var refused = await shopper.GetAsync(push.Link);
        var answer = await shopper.AcceptAsync(push.Signed);

        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.Equal("SP1030", refused.Code);
        Assert.NotNull(refused.Find("main a[href='/']"));
        Assert.Equal($"{Done}?results%5B{push.Receipt}%5D=SUCCESS", answer.Location);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Decline_push_on_a_product_page_leads_back_to_that_page(bool signed)
    {
        const string Product = "/products/dune-mug?utm_source=bank";
        using var shopper = new Shopper(shop.Host.Address);
        var push = await market.PushAsync(callback: null, "APPROVED");

        var confirm = await shopper.ArriveAsync((signed ? push.Signed : push).On(Product));
        var done = await (await confirm.SubmitAsync("/decline")).FollowAsync();

        Assert.Equal("No card was saved", done.Heading);
        var link = done.Document.QuerySelectorAll("main a").Single(candidate => candidate.TextContent == "Continue shopping");
        Assert.Equal(Product, link.GetAttribute("href"));
        Assert.Equal("Dune mug", (await shopper.GetAsync(Product)).Heading);
    }
}
