using ScofPush.AspNetCore.Recording;
using Xunit;

namespace ScofPush.Shared;

/// <summary>What every <see cref="ICardOnFileStore"/> must do.</summary>
public abstract class CardOnFileStoreConformance
{
    /// <summary>The store; it may be shared by the tests of the class and may hold other cards.</summary>
    protected abstract ICardOnFileStore Cards { get; }

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ListAsync_customer_without_a_card_is_empty() => Assert.Empty(await Cards.ListAsync(Samples.Text(30), Cancelled));

    [Fact]
    public async Task ListAsync_returns_every_member_as_it_was_saved()
    {
        var card = Samples.Card("顧客 'Ünï' 🛒 " + Samples.Text(20));

        await Cards.SaveAsync(card, Cancelled);

        Assert.Equivalent(card, Assert.Single(await Cards.ListAsync(card.CustomerKey, Cancelled)), strict: true);
    }

    [Fact]
    public async Task ListAsync_cards_come_oldest_first()
    {
        var customer = Samples.Text(30);
        var cards = Enumerable.Range(0, 5).Select(_ => Samples.Card(customer)).ToArray();
        foreach (var card in cards)
        {
            await Cards.SaveAsync(card, Cancelled);
        }

        Assert.Equal(cards.Select(c => c.Id), (await Cards.ListAsync(customer, Cancelled)).Select(c => c.Id));
    }

    [Fact]
    public async Task ListAsync_customer_key_is_compared_exactly()
    {
        var customer = "aBc" + Samples.Text(20);
        await Cards.SaveAsync(Samples.Card(customer), Cancelled);

        Assert.Empty(await Cards.ListAsync("AbC" + customer[3..], Cancelled));
        Assert.Empty(await Cards.ListAsync(customer + " ", Cancelled));
        Assert.Empty(await Cards.ListAsync(customer[..^1] + "%", Cancelled));
    }

    [Fact]
    public async Task SaveAsync_same_id_again_changes_nothing()
    {
        var customer = Samples.Text(30);
        var card = Samples.Card(customer);
        var younger = Samples.Card(customer);
        await Cards.SaveAsync(card, Cancelled);
        await Cards.SaveAsync(younger, Cancelled);

        await Cards.SaveAsync(card with { Programme = "changed", Card = younger.Card }, Cancelled);

        var list = await Cards.ListAsync(customer, Cancelled);
        Assert.Equal([card.Id, younger.Id], list.Select(c => c.Id));
        Assert.Equivalent(card, list[0], strict: true);
    }

    [Fact]
    public async Task SaveAsync_same_id_many_times_at_once_keeps_one()
    {
        var card = Samples.Card(Samples.Text(30));

        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => Cards.SaveAsync(card, Cancelled))));

        Assert.Single(await Cards.ListAsync(card.CustomerKey, Cancelled));
    }

    [Fact]
    public async Task RemoveAsync_removes_that_card_only_and_may_be_repeated()
    {
        var customer = Samples.Text(30);
        var kept = Samples.Card(customer);
        var removed = Samples.Card(customer);
        await Cards.SaveAsync(kept, Cancelled);
        await Cards.SaveAsync(removed, Cancelled);

        await Cards.RemoveAsync(removed.Id, Cancelled);
        await Cards.RemoveAsync(removed.Id, Cancelled);

        Assert.Equal(kept.Id, Assert.Single(await Cards.ListAsync(customer, Cancelled)).Id);
    }
}
