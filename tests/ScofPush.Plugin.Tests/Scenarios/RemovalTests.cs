using Microsoft.Extensions.DependencyInjection;
using ScofPush.AspNetCore.Enrollment;
using ScofPush.Plugin.Tests.Hosting;

namespace ScofPush.Plugin.Tests.Scenarios;

/// <summary>Saved cards can be removed, here and at the network.</summary>
public sealed class RemovalTests(Market market)
{
    [Fact]
    public async Task Remove_saved_card_deletes_it_at_the_network_and_keeps_the_other()
    {
        using var shopper = new Shopper(market.Shop.Address);
        var push = await market.PushAsync($"{Market.Bank}/done", "APPROVED", "APPROVED");
        await shopper.AcceptAsync(push);
        var card = (await shopper.PaymentMethodsAsync()).Single(saved => saved.LastFour == push.Cards[1].LastFour);

        var page = await shopper.RemoveAsync(card);

        Assert.Equal("The card was removed.", page.Find("[role=status]")!.TextContent);
        Assert.Equal([push.Cards[0].LastFour], (await shopper.PaymentMethodsAsync()).Select(saved => saved.LastFour));
        var cardId = await CardIdAsync(push.Cards[1].Receipt);
        var deletion = Assert.Single(await DeletionsAsync(cardId));
        Assert.Equal(200, deletion.Status);
        Assert.True(deletion.OauthValid);
        Assert.Empty(await DeletionsAsync(await CardIdAsync(push.Cards[0].Receipt)));
    }

    [Fact]
    public async Task Remove_card_that_the_network_has_lost_removes_it_here()
    {
        using var shopper = new Shopper(market.Shop.Address);
        var push = await market.PushAsync($"{Market.Bank}/done", "APPROVED");
        await shopper.AcceptAsync(push);
        var cardId = await CardIdAsync(push.Receipt);
        await market.Shop.Services.GetRequiredService<ICardOnFileClient>().DeleteAsync(cardId, TestContext.Current.CancellationToken);

        var page = await shopper.RemoveAsync(Assert.Single(await shopper.PaymentMethodsAsync()));

        Assert.Equal("The card was removed.", page.Find("[role=status]")!.TextContent);
        Assert.Empty(await shopper.PaymentMethodsAsync());
        Assert.Equal([200, 404], (await DeletionsAsync(cardId)).Select(call => call.Status));
    }

    [Fact]
    public async Task Remove_card_of_another_customer_does_nothing()
    {
        using var owner = new Shopper(market.Shop.Address);
        using var thief = new Shopper(market.Shop.Address);
        var push = await market.PushAsync($"{Market.Bank}/done", "APPROVED");
        await owner.AcceptAsync(push);
        await thief.AcceptAsync(await market.PushAsync($"{Market.Bank}/done", "APPROVED"));

        await thief.RemoveAsync(Assert.Single(await owner.PaymentMethodsAsync()));

        Assert.Single(await owner.PaymentMethodsAsync());
        Assert.Single(await thief.PaymentMethodsAsync());
        Assert.Empty(await DeletionsAsync(await CardIdAsync(push.Receipt)));
    }

    private async Task<string> CardIdAsync(string receipt) => Assert.Single(await market.Network.EnrollsOfAsync(receipt)).CardId!;

    private async Task<List<NetworkCall>> DeletionsAsync(string cardId) =>
        [.. (await market.Network.CallsAsync()).Where(call => call.Operation == "DeleteCard" && call.CardId == cardId)];
}
