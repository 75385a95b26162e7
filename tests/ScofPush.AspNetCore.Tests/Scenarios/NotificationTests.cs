using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using ScofPush.AspNetCore.Diagnostics;
using ScofPush.AspNetCore.Enrollment;
using ScofPush.AspNetCore.Recording;
using ScofPush.AspNetCore.Tests.Hosting;
using Xunit;

namespace ScofPush.AspNetCore.Tests.Scenarios;

/// <summary>What the network tells of a card reaches the recorder and our own row, once and in order.</summary>
public sealed class NotificationTests
{
    [Fact]
    public async Task Notified_cardThatAShopperPushed_reachesTheRecorderWithItsIdAndCustomer()
    {
        await using var host = await NotifiedShop.StartAsync();
        using var browser = host.Shop.NewBrowser();
        await (await host.Shop.ArriveAsync(browser)).SubmitAsync("/accept");
        var recorded = Assert.Single(host.Shop.Recorded.Calls);

        var answer = await host.NotifyAsync(NotifiedShop.Event(1_000, cardId: recorded.Card.CardId));

        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        var update = Assert.Single(host.Shop.Recorded.Updates);
        Assert.Equal((recorded.Id, "key-anna", recorded.Programme), (update.Id, update.CustomerKey, update.Programme));
        Assert.Equal((CardStatus.Suspended, "4242", "Nordlicht Gold"), (update.Card.Status, update.Card.LastFour, update.Card.DescriptorName));
        Assert.Equal(DateTimeOffset.FromUnixTimeMilliseconds(1_000), update.UpdatedAt);
    }

    [Fact]
    public async Task Notified_shopWithoutARecorder_changesItsOwnRow()
    {
        await using var host = await NotifiedShop.StartAsync(new TestShopSetup
        {
            Services = services => services.RemoveAll<ICardOnFileRecorder>().Add(StoreRecorder.Registration),
        });
        using var browser = host.Shop.NewBrowser();
        await (await host.Shop.ArriveAsync(browser)).SubmitAsync("/accept");

        await host.NotifyAsync(NotifiedShop.Event(1_000, "CANCELLED", "card-L-0001"));

        Assert.Equal(CardStatus.Cancelled, Assert.Single(await host.Cards.ListAsync("key-anna", CancellationToken.None)).Card.Status);
    }

    [Fact]
    public async Task Notified_cardThatTheRecorderRefused_isNotKnown()
    {
        await using var host = await NotifiedShop.StartAsync();
        using var browser = host.Shop.NewBrowser();
        host.Shop.Recorded.Answer = _ => Task.FromResult(RecordingResult.Refused);
        await (await host.Shop.ArriveAsync(browser)).SubmitAsync("/accept");

        await host.NotifyAsync(NotifiedShop.Event(1_000, cardId: Assert.Single(host.Shop.Recorded.Calls).Card.CardId));

        Assert.Empty(host.Shop.Recorded.Updates);
        Assert.Empty(await host.Cards.ListAsync("key-anna", CancellationToken.None));
    }

    [Fact]
    public async Task Notified_membersThatAreNullOrMissing_changeNothing()
    {
        await using var host = await NotifiedShop.StartAsync();
        await host.HaveCardAsync();

        await host.SendAsync(NotifiedShop.Json("""
            {"x": 1, "digitalCardUpdateNotifications": [{"eventTimeStamp": 5, "extra": {"a": [1]}, "maskedCard": {"srcDigitalCardId": "card-0001",
              "panLastFour": null, "panExpirationMonth": 1, "panExpirationYear": "2035", "digitalCardData": {"status": "Suspended",
              "artUri": "https://assets.mastercard.com/new.png", "descriptorName": null, "pendingEvents": null, "isCoBranded": "false"}}}]}
            """));

        var card = (await host.CardAsync()).Card;
        Assert.Equal((CardStatus.Suspended, "4242", "01", "2035"), (card.Status, card.LastFour, card.ExpiryMonth, card.ExpiryYear));
        Assert.Equal(("https://assets.mastercard.com/new.png", "PENDING_SCA"), (card.ArtUri, Assert.Single(card.PendingEvents)));
    }

    [Fact]
    public async Task Notified_nothingIsDueAnyMore_clearsWhatWasDue()
    {
        await using var host = await NotifiedShop.StartAsync();
        await host.HaveCardAsync();
        var done = NotifiedShop.Event(1, "ACTIVE");
        done["maskedCard"]!["digitalCardData"]!["pendingEvents"] = new JsonArray();

        await host.NotifyAsync(done);

        Assert.Empty((await host.CardAsync()).Card.PendingEvents);
    }

    [Fact]
    public async Task Notified_lateTwiceOrEqualInTime_changesNothing()
    {
        await using var host = await NotifiedShop.StartAsync();
        await host.HaveCardAsync();
        await host.NotifyAsync(NotifiedShop.Event(100, "ACTIVE"));

        foreach (var time in (long[])[99, 100, 1])
        {
            var answer = await host.NotifyAsync(NotifiedShop.Event(time, "CANCELLED"));
            Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        }

        Assert.Single(host.Shop.Recorded.Updates);
        Assert.Equal(CardStatus.Active, (await host.CardAsync()).Card.Status);
    }

    [Fact]
    public async Task Notified_batchOutOfOrder_isAppliedInOrderAndToldOnce()
    {
        await using var host = await NotifiedShop.StartAsync();
        await host.HaveCardAsync();
        var art = NotifiedShop.Event(10, "CANCELLED");
        art["maskedCard"]!["digitalCardData"]!["artUri"] = "https://assets.mastercard.com/new.png";

        await host.NotifyAsync(NotifiedShop.Event(30, "ACTIVE"), art, NotifiedShop.Event(20));

        var update = Assert.Single(host.Shop.Recorded.Updates);
        Assert.Equal((CardStatus.Active, "https://assets.mastercard.com/new.png"), (update.Card.Status, update.Card.ArtUri));
    }

    [Fact]
    public async Task Notified_twoOfTheSameTimeInABatch_theFirstCountsAsOneByOne()
    {
        await using var host = await NotifiedShop.StartAsync();
        await host.HaveCardAsync();

        await host.NotifyAsync(NotifiedShop.Event(5), NotifiedShop.Event(5, "ACTIVE"));

        Assert.Equal(CardStatus.Suspended, (await host.CardAsync()).Card.Status);
    }

    [Fact]
    public async Task Notified_badEventsInTheBatch_doNotKeepTheOthers()
    {
        await using var host = await NotifiedShop.StartAsync();
        await host.HaveCardAsync();
        var future = TimeProvider.System.GetUtcNow().AddDays(1).ToUnixTimeMilliseconds();
        JsonNode?[] bad =
        [
            null, 7, "text", new JsonArray(), new JsonObject(), new JsonObject { ["eventTimeStamp"] = "5" }, NotifiedShop.Event(5, cardId: "a/../b"),
            NotifiedShop.Event(future, "CANCELLED"), NotifiedShop.Event(-5), new JsonObject { ["eventTimeStamp"] = "soon", ["maskedCard"] = NotifiedShop.Event(1)["maskedCard"]!.DeepClone() },
            NotifiedShop.Event(5, cardId: "card-unknown-to-us"),
        ];

        var answer = await host.NotifyAsync([.. bad, NotifiedShop.Event(6)]);

        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        Assert.Equal(CardStatus.Suspended, Assert.Single(host.Shop.Recorded.Updates).Card.Status);
        var logs = host.Shop.Logs.GetSnapshot();
        Assert.Contains(logs, log => log.Id.Id == 1655 && log.Message.Contains(ScofPushCodes.NotifiedCardUnknown, StringComparison.Ordinal));
        Assert.Contains(logs, log => log.Id.Id == 1656);
        Assert.DoesNotContain(logs, log => log.Message.Contains("card-unknown-to-us", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Notified_statusThatNobodyKnows_isLoggedAndTheRestApplied()
    {
        await using var host = await NotifiedShop.StartAsync();
        await host.HaveCardAsync();
        var odd = NotifiedShop.Event(5, "HIBERNATED");
        odd["maskedCard"]!["panExpirationYear"] = "2040";

        await host.NotifyAsync(odd);

        var card = (await host.CardAsync()).Card;
        Assert.Equal((CardStatus.Active, "2040"), (card.Status, card.ExpiryYear));
        Assert.Contains(host.Shop.Logs.GetSnapshot(), log => log.Id.Id == 1657);
    }

    [Fact]
    public async Task Notified_thousandsOfUnknownCards_areAnsweredAndDoNotFillTheLog()
    {
        await using var host = await NotifiedShop.StartAsync();
        var events = string.Join(',', Enumerable.Range(0, 3_000).Select(index => $$$"""{"eventTimeStamp":"1","maskedCard":{"srcDigitalCardId":"c{{{index}}}"}}"""));

        var answer = await host.SendAsync(NotifiedShop.Json($$"""{"digitalCardUpdateNotifications":[{{events}}]}"""));

        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        Assert.Equal(10, host.Shop.Logs.GetSnapshot().Count(log => log.Id.Id == 1655));
        Assert.Contains(host.Shop.Logs.GetSnapshot(), log => log.Id.Id == 1650 && log.GetStructuredStateValue("Unknown") == "3000");
    }

    [Fact]
    public async Task UseScofPush_recorderPastAddRecorder_namesTheWay()
    {
        var fault = await Assert.ThrowsAsync<ScofPushConfigurationException>(() => NotifiedShop.StartAsync(new TestShopSetup
        {
            Services = services => services.AddScoped<ICardOnFileRecorder, Recorder>(),
        }));

        Assert.Equal(ScofPushCodes.RecorderNotNotified, Assert.Single(fault.Problems).Code);
    }
}
