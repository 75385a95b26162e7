using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using ScofPush.AspNetCore.Enrollment;
using ScofPush.AspNetCore.Recording;
using ScofPush.AspNetCore.Tests.Hosting;
using Xunit;

namespace ScofPush.AspNetCore.Tests.Scenarios;

/// <summary>What the network tells is not lost when the recorder or the store is away, or another request is faster.</summary>
public sealed class NotificationFaultTests
{
    [Fact]
    public async Task Notified_recorderFails_isToBeSentAgainAndNothingIsAppliedTwice()
    {
        await using var host = await NotifiedShop.StartAsync();
        await host.HaveCardAsync("card-a");
        await host.HaveCardAsync("card-b");
        await host.HaveCardAsync("card-c");
        host.Shop.Recorded.Update = card => card.Card.CardId == "card-b" ? throw new InvalidOperationException("away") : Task.CompletedTask;
        JsonNode[] Events() => [.. ((string[])["card-a", "card-b", "card-c"]).Select(id => NotifiedShop.Event(5, cardId: id))];

        var first = await host.NotifyAsync(Events());
        host.Shop.Recorded.Update = _ => Task.CompletedTask;
        var second = await host.NotifyAsync(Events());

        Assert.Equal((HttpStatusCode.ServiceUnavailable, HttpStatusCode.NoContent), (first.StatusCode, second.StatusCode));
        Assert.Equal(["card-a", "card-b", "card-c", "card-b"], host.Shop.Recorded.Updates.Select(card => card.Card.CardId));
    }

    [Fact]
    public async Task Notified_recorderFailsForEveryCard_isLeftAloneAfterAFew()
    {
        await using var host = await NotifiedShop.StartAsync();
        string[] cards = ["card-a", "card-b", "card-c", "card-d", "card-e"];
        foreach (var card in cards)
        {
            await host.HaveCardAsync(card);
        }

        host.Shop.Recorded.Update = _ => throw new InvalidOperationException("away");
        var answer = await host.NotifyAsync([.. cards.Select(card => NotifiedShop.Event(5, cardId: card))]);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Equal(3, host.Shop.Recorded.Updates.Count);
    }

    [Fact]
    public async Task Notified_storeFails_isToBeSentAgain()
    {
        FailingCards? store = null;
        await using var host = await NotifiedShop.StartAsync(new TestShopSetup
        {
            Services = services => services.AddSingleton<ICardOnFileStore>(_ => store = new FailingCards()),
        });
        await host.HaveCardAsync();
        store!.IsAway = true;

        var first = await host.NotifyAsync(NotifiedShop.Event(5));
        store.IsAway = false;
        var second = await host.NotifyAsync(NotifiedShop.Event(5));

        Assert.Equal((HttpStatusCode.ServiceUnavailable, HttpStatusCode.NoContent), (first.StatusCode, second.StatusCode));
        Assert.Equal(CardStatus.Suspended, (await host.CardAsync()).Card.Status);
    }

    [Fact]
    public async Task Notified_anotherRequestIsFaster_theRecorderHearsTheNewestLast()
    {
        await using var host = await NotifiedShop.StartAsync();
        await host.HaveCardAsync();
        var art = NotifiedShop.Event(10, "ACTIVE");
        art["maskedCard"]!["digitalCardData"]!["artUri"] = "https://assets.mastercard.com/new.png";
        CardOnFile? kept = null;
        var isFirst = true;
        host.Shop.Recorded.Update = async card =>
        {
            if (isFirst)
            {
                // While the older is with the recorder, a newer one comes and goes.
                isFirst = false;
                await host.NotifyAsync(NotifiedShop.Event(20, "CANCELLED"));
            }

            kept = card;
        };

        await host.NotifyAsync(art);

        Assert.Equal((CardStatus.Cancelled, DateTimeOffset.FromUnixTimeMilliseconds(20)), (kept?.Card.Status, kept?.UpdatedAt));
        Assert.Equal(CardStatus.Cancelled, (await host.CardAsync()).Card.Status);
    }

    private sealed class FailingCards : ICardOnFileStore
    {
        private readonly InMemoryCardOnFileStore _inner = new();

        public bool IsAway { get; set; }

        public Task SaveAsync(CardOnFile card, CancellationToken cancellationToken) => _inner.SaveAsync(card, cancellationToken);

        public Task<IReadOnlyList<CardOnFile>> ListAsync(string customerKey, CancellationToken cancellationToken) => _inner.ListAsync(customerKey, cancellationToken);

        public Task<IReadOnlyList<CardOnFile>> FindByCardIdAsync(string cardId, CancellationToken cancellationToken) =>
            _inner.FindByCardIdAsync(cardId, cancellationToken);

        public Task<bool> ReplaceAsync(CardOnFile card, DateTimeOffset? expected, CancellationToken cancellationToken) =>
            IsAway ? throw new TimeoutException("away") : _inner.ReplaceAsync(card, expected, cancellationToken);

        public Task RemoveAsync(string id, CancellationToken cancellationToken) => _inner.RemoveAsync(id, cancellationToken);
    }
}
