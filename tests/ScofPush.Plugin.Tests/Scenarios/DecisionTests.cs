using System.Net;
using ScofPush.Plugin.Tests.Hosting;

namespace ScofPush.Plugin.Tests.Scenarios;

/// <summary>What the shopper decides, and where it leads.</summary>
public sealed class DecisionTests(Market market)
{
    [Fact]
    public async Task Decline_with_callback_returns_cancelled_and_never_calls()
    {
        using var shopper = new Shopper(market.Shop.Address);
        var push = await market.PushAsync($"{Market.Bank}/done", "APPROVED");

        var answer = await (await shopper.ArriveAsync(push)).SubmitAsync("/decline");

        Assert.Equal(HttpStatusCode.SeeOther, answer.Status);
        Assert.Equal($"{Market.Bank}/done?results%5B{push.Receipt}%5D=CANCELLED", answer.Location);
        Assert.Empty(await market.Network.EnrollsOfAsync(push.Receipt));
        Assert.Empty(await shopper.PaymentMethodsAsync());
    }

    [Fact]
    public async Task Accept_after_decline_stays_cancelled()
    {
        using var shopper = new Shopper(market.Shop.Address);
        var push = await market.PushAsync($"{Market.Bank}/done", "APPROVED");
        var confirm = await shopper.ArriveAsync(push);
        await confirm.SubmitAsync("/decline");

        var answer = await confirm.SubmitAsync("/accept");

        Assert.Equal($"{Market.Bank}/done?results%5B{push.Receipt}%5D=CANCELLED", answer.Location);
        Assert.Empty(await market.Network.EnrollsOfAsync(push.Receipt));
    }

    [Fact]
    public async Task Accept_two_cards_of_different_fates_returns_both_in_one_callback()
    {
        using var shopper = new Shopper(market.Shop.Address);
        var push = await market.PushAsync($"{Market.Bank}/done#top", "APPROVED", "ISSUER_DECLINED");

        var answer = await shopper.AcceptAsync(push);

        Assert.Equal(
            $"{Market.Bank}/done?results%5B{push.Cards[0].Receipt}%5D=SUCCESS&results%5B{push.Cards[1].Receipt}%5D=DECLINED#top",
            answer.Location);
        var first = Assert.Single(await market.Network.EnrollsOfAsync(push.Cards[0].Receipt));
        var second = Assert.Single(await market.Network.EnrollsOfAsync(push.Cards[1].Receipt));
        Assert.Null(first.FlowIdIn);
        Assert.NotNull(first.FlowIdOut);
        Assert.Equal(first.FlowIdOut, second.FlowIdIn);
        Assert.Equal(push.Cards[0].LastFour, Assert.Single(await shopper.PaymentMethodsAsync()).LastFour);
    }

    [Fact]
    public async Task Accept_without_callback_shows_the_card_with_art_and_last_four()
    {
        using var shopper = new Shopper(market.Shop.Address);
        var push = await market.PushAsync(callback: null, "APPROVED");

        var done = await (await shopper.AcceptAsync(push)).FollowAsync();

        Assert.Equal(HttpStatusCode.OK, done.Status);
        Assert.Equal("Your card is saved", done.Heading);
        Assert.Equal($"Aurora Gold •••• {push.LastFour}", done.Find(".sp-results strong")!.TextContent);
        Assert.Null(done.Find("a[rel=noreferrer]"));
        var art = done.Find(".sp-results img")!.GetAttribute("src");
        Assert.StartsWith(market.Network.Origin + "/", art, StringComparison.Ordinal);
        var images = done.Header("Content-Security-Policy")!.Split("; ").Single(directive => directive.StartsWith("img-src ", StringComparison.Ordinal));
        Assert.Contains(market.Network.Origin, images.Split(' '));
        using var picture = await market.Network.Http.GetAsync(art);
        Assert.Equal("image/svg+xml", picture.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task Accept_with_unknown_callback_shows_its_host_and_leaves_the_decision()
    {
        using var shopper = new Shopper(market.Shop.Address);
        var push = await market.PushAsync("https://other-bank.example:8443/back?ref=7", "APPROVED");

        var answer = await shopper.AcceptAsync(push);
        var done = await answer.FollowAsync();

        Assert.StartsWith("/scof-push/", answer.Location, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, done.Status);
        Assert.Null(done.Location);
        Assert.Null(done.Header("Refresh"));
        Assert.Null(done.Find("meta[http-equiv=refresh]"));
        Assert.Null(done.Find("script"));
        Assert.Equal(
            $"https://other-bank.example:8443/back?ref=7&results%5B{push.Receipt}%5D=SUCCESS",
            done.Find("a[rel=noreferrer]")!.GetAttribute("href"));
        Assert.Equal("other-bank.example", done.Find(".sp-notice strong")!.TextContent);
    }

    [Fact]
    public async Task Arrive_customer_of_old_signs_in_and_accepts()
    {
        using var shopper = new Shopper(market.Shop.Address);
        await shopper.AcceptAsync(await market.PushAsync(callback: null, "APPROVED"));
        await shopper.SignOutAsync();
        var push = await market.PushAsync($"{Market.Bank}/done", "APPROVED");
        var signIn = await (await shopper.GetAsync(push.Link)).FollowAsync();
        Assert.Equal("Sign in", signIn.Heading);

        var confirm = await shopper.SignInAsync(signIn);
        Assert.Contains(shopper.Email, confirm.Find(".sp-facts")!.TextContent, StringComparison.Ordinal);
        var answer = await confirm.SubmitAsync("/accept");

        Assert.EndsWith("=SUCCESS", answer.Location, StringComparison.Ordinal);
        Assert.Equal(2, (await shopper.PaymentMethodsAsync()).Count);
    }

    [Fact]
    public async Task Accept_names_the_customer_by_an_opaque_id_that_is_hers_alone()
    {
        using var anna = new Shopper(market.Shop.Address);
        using var bert = new Shopper(market.Shop.Address);
        var consumers = new List<string>();
        foreach (var shopper in new[] { anna, anna, bert })
        {
            var push = await market.PushAsync($"{Market.Bank}/done", "APPROVED");
            await shopper.AcceptAsync(push);
            consumers.Add(Assert.Single(await market.Network.EnrollsOfAsync(push.Receipt)).ConsumerId!);
        }

        Assert.Equal(consumers[0], consumers[1]);
        Assert.NotEqual(consumers[0], consumers[2]);
        var key = await anna.CustomerKeyAsync(market.Shop.Services);
        Assert.DoesNotContain(key, consumers[0], StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(anna.Email, consumers[0], StringComparison.OrdinalIgnoreCase);
        Assert.Matches("^[A-Za-z0-9_-]{43}$", consumers[0]);
    }
}
