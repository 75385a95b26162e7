using System.Net;
using ScofPush.Plugin.Tests.Hosting;

namespace ScofPush.Plugin.Tests.Scenarios;

/// <summary>One receipt, one call, however often it is clicked or sent.</summary>
public sealed class OnceTests(Market market)
{
    private const string Done = Market.Bank + "/done";

    [Fact]
    public async Task Accept_ten_times_at_once_calls_once_and_answers_alike()
    {
        using var shopper = new Shopper(market.Shop.Address);
        var push = await market.PushAsync(Done, "SLOW");
        var confirm = await shopper.ArriveAsync(push);

        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => confirm.SubmitAsync("/accept")));

        Assert.All(answers, answer =>
        {
            Assert.Equal(HttpStatusCode.SeeOther, answer.Status);
            Assert.Equal($"{Done}?results%5B{push.Receipt}%5D=SUCCESS", answer.Location);
        });
        Assert.Single(await market.Network.EnrollsOfAsync(push.Receipt));
        Assert.Single(await shopper.PaymentMethodsAsync());
    }

    [Fact]
    public async Task Accept_receipt_in_two_pushes_at_once_calls_once_and_answers_alike()
    {
        using var shopper = new Shopper(market.Shop.Address);
        var push = await market.PushAsync(Done, "SLOW");
        var first = await shopper.ArriveAsync(push);
        var second = await shopper.ArriveAsync(push);

        var answers = await Task.WhenAll(first.SubmitAsync("/accept"), second.SubmitAsync("/accept"));

        Assert.All(answers, answer => Assert.Equal($"{Done}?results%5B{push.Receipt}%5D=SUCCESS", answer.Location));
        Assert.Single(await market.Network.EnrollsOfAsync(push.Receipt));
        Assert.Single(await shopper.PaymentMethodsAsync());
    }

    [Theory]
    [InlineData("APPROVED", "SUCCESS", 1)]
    [InlineData("ISSUER_DECLINED", "DECLINED", 0)]
    public async Task Accept_receipt_again_by_the_same_customer_repeats_the_outcome(string fate, string result, int cards)
    {
        using var shopper = new Shopper(market.Shop.Address);
        var push = await market.PushAsync(Done, fate);
        await shopper.AcceptAsync(push);

        var again = await shopper.AcceptAsync(push);

        Assert.Equal($"{Done}?results%5B{push.Receipt}%5D={result}", again.Location);
        Assert.Single(await market.Network.EnrollsOfAsync(push.Receipt));
        Assert.Equal(cards, (await shopper.PaymentMethodsAsync()).Count);
    }

    [Fact]
    public async Task Accept_receipt_of_another_customer_says_only_that_it_is_used()
    {
        using var owner = new Shopper(market.Shop.Address);
        using var other = new Shopper(market.Shop.Address);
        var push = await market.PushAsync(callback: null, "APPROVED");
        await owner.AcceptAsync(push);

        var done = await (await other.AcceptAsync(push)).FollowAsync();

        Assert.Equal(HttpStatusCode.OK, done.Status);
        Assert.Equal("Duplicate", done.Find("[data-state]")!.GetAttribute("data-state"));
        Assert.Equal("SP1505", done.Find(".sp-code")!.TextContent);
        Assert.Null(done.Find(".sp-results img"));
        Assert.DoesNotContain(push.LastFour, done.Find("main")!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("Aurora", done.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(owner.Email, done.Text, StringComparison.Ordinal);
        Assert.Single(await market.Network.EnrollsOfAsync(push.Receipt));
        Assert.Empty(await other.PaymentMethodsAsync());
    }

    [Fact]
    public async Task Accept_receipt_of_another_customer_tells_the_bank_duplicate()
    {
        using var owner = new Shopper(market.Shop.Address);
        using var other = new Shopper(market.Shop.Address);
        var push = await market.PushAsync(Done, "APPROVED");
        await owner.AcceptAsync(push);

        var answer = await other.AcceptAsync(push);

        Assert.Equal($"{Done}?results%5B{push.Receipt}%5D=DUPLICATE_REQUEST", answer.Location);
        Assert.Single(await market.Network.EnrollsOfAsync(push.Receipt));
    }
}
