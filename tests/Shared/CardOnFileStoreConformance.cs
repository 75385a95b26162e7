using ScofPush.AspNetCore.Enrollment;
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
    public async Task FindByCardIdAsync_finds_every_recording_of_the_card_by_its_exact_id()
    {
        var card = Samples.Card(Samples.Text(30));
        var again = Samples.Card(Samples.Text(30)) with { Card = card.Card };
        await Cards.SaveAsync(card, Cancelled);
        await Cards.SaveAsync(again, Cancelled);
        await Cards.SaveAsync(Samples.Card(card.CustomerKey), Cancelled);

        var found = await Cards.FindByCardIdAsync(card.Card.CardId, Cancelled);

        Assert.Equal([card.Id, again.Id], found.Select(c => c.Id));
        Assert.Equivalent(card, found[0], strict: true);
        Assert.Empty(await Cards.FindByCardIdAsync(card.Card.CardId + " ", Cancelled));
        Assert.Empty(await Cards.FindByCardIdAsync(card.Card.CardId[..^1] + "%", Cancelled));
    }

    [Fact]
    public async Task ReplaceAsync_changes_card_and_time_where_the_expected_time_stands()
    {
        var card = Samples.Card(Samples.Text(30));
        var other = Samples.Card(card.CustomerKey);
        await Cards.SaveAsync(card, Cancelled);
        await Cards.SaveAsync(other, Cancelled);
        var active = card with { Card = card.Card with { Status = CardStatus.Active, ArtUri = "https://assets.example/new.png" }, UpdatedAt = Samples.Now };

        Assert.True(await Cards.ReplaceAsync(active with { Programme = "changed", CustomerKey = "changed" }, expected: null, Cancelled));
        Assert.False(await Cards.ReplaceAsync(card with { UpdatedAt = Samples.Now.AddDays(1) }, expected: null, Cancelled));
        Assert.False(await Cards.ReplaceAsync(card with { UpdatedAt = Samples.Now.AddDays(1) }, Samples.Now.AddMilliseconds(-1), Cancelled));

        var list = await Cards.ListAsync(card.CustomerKey, Cancelled);
        Assert.Equivalent(active, list[0], strict: true);
        Assert.Equivalent(other, list[1], strict: true);
        Assert.True(await Cards.ReplaceAsync(card with { UpdatedAt = Samples.Now.AddMilliseconds(1) }, Samples.Now, Cancelled));
        Assert.Equal(CardStatus.Suspended, Assert.Single(await Cards.FindByCardIdAsync(card.Card.CardId, Cancelled)).Card.Status);
    }

    [Fact]
    public async Task ReplaceAsync_card_that_is_not_there_adds_none()
    {
        var card = Samples.Card(Samples.Text(30));

        Assert.False(await Cards.ReplaceAsync(card with { UpdatedAt = Samples.Now }, expected: null, Cancelled));

        Assert.Empty(await Cards.ListAsync(card.CustomerKey, Cancelled));
    }

    [Fact]
    public async Task ReplaceAsync_many_at_once_let_one_through()
    {
        var card = Samples.Card(Samples.Text(30));
        await Cards.SaveAsync(card, Cancelled);

        var replaced = await Task.WhenAll(Enumerable.Range(1, 10).Select(number => Task.Run(
            () => Cards.ReplaceAsync(card with { UpdatedAt = Samples.Now.AddSeconds(number) }, expected: null, Cancelled))));

        Assert.Single(replaced, done => done);
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
