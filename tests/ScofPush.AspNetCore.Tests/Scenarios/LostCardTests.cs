using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using ScofPush.AspNetCore.Diagnostics;
using ScofPush.AspNetCore.Enrollment;
using ScofPush.AspNetCore.Pending;
using ScofPush.AspNetCore.Recording;
using ScofPush.AspNetCore.Tests.Hosting;
using ScofPush.Tests;
using Xunit;

namespace ScofPush.AspNetCore.Tests.Scenarios;

/// <summary>
/// The answer was lost, and later the network tells of a card that nobody here knows: it is the shopper's if the network's own answer leaves no
/// doubt, and nobody's otherwise (design 7).
/// </summary>
public sealed class LostCardTests
{
    private const string CardId = "card-lost";

    private readonly FakeTimeProvider _time = new(DateTimeOffset.UtcNow);

    [Theory]
    [InlineData(ReceiptState.Unknown)]
    [InlineData(ReceiptState.SavedUnread)]
    [InlineData(ReceiptState.GivenUp)]
    public async Task Notified_cardOfTheOneLostReceipt_reachesTheRecorder(ReceiptState state)
    {
        await using var host = await StartAsync();
        using var browser = host.Shop.NewBrowser();
        var push = await LoseAsync(host, browser, state: state);
        TellWhenAsked(host);
        var calls = host.Shop.Network.Calls.Count;

        var answer = await NotifyAsync(host);

        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        await _time.AdvanceUntilAsync(() => host.Shop.Recorded.Calls.Count == 1);
        var card = host.Shop.Recorded.Calls.Single();
        Assert.Equal(("key-anna", push.Receipts[0].RecordId, CardId, "5454"), (card.CustomerKey, card.Id, card.Card.CardId, card.Card.LastFour));
        Assert.Equal(calls, host.Shop.Network.Calls.Count);
        Assert.Equal("Your card is saved", (await browser.GetAsync($"/scof-push/{push.Id}")).Heading);
        Assert.Contains(host.Shop.Logs.GetSnapshot(), log => log.Id.Id == 1517);

        await NotifyAsync(host);
        Assert.Equal(CardId, Assert.Single(host.Shop.Recorded.Updates).Card.CardId);
        Assert.Single(host.Shop.Recorded.Calls);
    }

    [Theory]
    [InlineData("another consumer")]
    [InlineData("no consumer")]
    [InlineData("no time")]
    [InlineData("created before the push")]
    [InlineData("created after the receipt's life")]
    [InlineData("cancelled")]
    [InlineData("gone")]
    [InlineData("another card")]
    [InlineData("of another programme")]
    public async Task Notified_cardThatMayBeAnybodys_isNobodys(string what)
    {
        await using var host = await StartAsync();
        using var browser = host.Shop.NewBrowser();
        var push = await LoseAsync(host, browser);
        var card = Card(host);
        host.Shop.Network.Cards[CardId] = new(what == "gone" ? CardOnFileOutcome.Gone : CardOnFileOutcome.Done, what switch
        {
            "another consumer" => card with { ConsumerId = Consumer(host, "key-bert") },
            "no consumer" => card with { ConsumerId = null },
            "no time" => card with { CreatedAt = null },
            "created before the push" => card with { CreatedAt = push.CreatedAt.AddMinutes(-6) },
            "created after the receipt's life" => card with { CreatedAt = push.ExpiresAt.AddMinutes(7) },
            "cancelled" => card with { Status = CardStatus.Cancelled },
            "another card" => card with { CardId = "card-other" },
            "of another programme" => card with { ConsumerId = Consumer(host, "key-anna", "SECURE_COF_OTHER") },
            _ => null,
        });

        var answer = await NotifyAsync(host);

        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        Assert.Equal(ReceiptState.GivenUp, (await host.Shop.FindPushAsync(push.Id)).Receipts[0].State);
        Assert.Contains(host.Shop.Logs.GetSnapshot(), log => log.Id.Id == 1655);
    }

    [Fact]
    public async Task Notified_twoReceiptsWereLost_settlesNoneAndSaysSo()
    {
        await using var host = await StartAsync();
        using var browser = host.Shop.NewBrowser();
        var first = await LoseAsync(host, browser);
        var second = await LoseAsync(host, browser, "MCC-STL-0002");
        TellWhenAsked(host);

        Assert.Equal(HttpStatusCode.NoContent, (await NotifyAsync(host)).StatusCode);

        Assert.Equal(ReceiptState.GivenUp, (await host.Shop.FindPushAsync(first.Id)).Receipts[0].State);
        Assert.Equal(ReceiptState.GivenUp, (await host.Shop.FindPushAsync(second.Id)).Receipts[0].State);
        var said = Assert.Single(host.Shop.Logs.GetSnapshot(), log => log.Id.Id == 1518);
        Assert.Contains("SP1509", said.Message, StringComparison.Ordinal);
        Assert.Contains(first.Id[..8], said.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Notified_lostReceiptsOfOthers_doNotMatter()
    {
        await using var host = await StartAsync();
        using var anna = host.Shop.NewBrowser();
        using var bert = host.Shop.NewBrowser();
        var berts = await LoseAsync(host, bert, "MCC-STL-0002", "bert");
        await LoseAsync(host, anna);
        TellWhenAsked(host);

        await NotifyAsync(host);
        await _time.AdvanceUntilAsync(() => host.Shop.Recorded.Calls.Count == 1);

        Assert.Equal("key-anna", host.Shop.Recorded.Calls.Single().CustomerKey);
        Assert.Equal(ReceiptState.GivenUp, (await host.Shop.FindPushAsync(berts.Id)).Receipts[0].State);
    }

    [Fact]
    public async Task Notified_cardIsOnItsWayToTheRecorder_isNotTakenForTheLostOne()
    {
        await using var host = await StartAsync();
        using var browser = host.Shop.NewBrowser();
        var lost = await LoseAsync(host, browser);
        host.Shop.Network.Answer = (_, _) => Task.FromResult(new EnrollmentResult { Outcome = EnrollmentOutcome.Enrolled, Card = Card(host) });
        host.Shop.Recorded.Answer = _ => throw new InvalidOperationException("database is down");
        await (await host.Shop.ArriveAsync(browser, "MCC-STL-0002")).SubmitAsync("/accept");
        TellWhenAsked(host);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await NotifyAsync(host)).StatusCode);

        Assert.Equal(ReceiptState.GivenUp, (await host.Shop.FindPushAsync(lost.Id)).Receipts[0].State);
    }

    [Fact]
    public async Task Notified_changeBeforeTheRecorderHasTheCard_comesAgainWhenItHas()
    {
        await using var host = await StartAsync();
        using var browser = host.Shop.NewBrowser();
        host.Shop.Network.Answer = (_, _) => Task.FromResult(new EnrollmentResult { Outcome = EnrollmentOutcome.Enrolled, Card = Card(host) });
        host.Shop.Recorded.Answer = _ => throw new InvalidOperationException("database is down");
        await (await host.Shop.ArriveAsync(browser)).SubmitAsync("/accept");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await NotifyAsync(host)).StatusCode);

        var calls = host.Shop.Recorded.Calls.Count;
        host.Shop.Recorded.Answer = _ => Task.FromResult(RecordingResult.Recorded);
        await _time.AdvanceUntilAsync(() => host.Shop.Recorded.Calls.Count > calls);
        await _time.AdvanceUntilAsync(async () => (await NotifyAsync(host)).StatusCode == HttpStatusCode.NoContent);
        Assert.Equal(CardId, Assert.Single(host.Shop.Recorded.Updates).Card.CardId);
    }

    [Fact]
    public async Task Notified_twoReceiptsAreStillAskedAfter_isSentAgain()
    {
        await using var host = await StartAsync();
        using var browser = host.Shop.NewBrowser();
        await LoseAsync(host, browser, state: ReceiptState.Unknown);
        await LoseAsync(host, browser, "MCC-STL-0002", state: ReceiptState.Unknown);
        TellWhenAsked(host);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await NotifyAsync(host)).StatusCode);
        Assert.DoesNotContain(host.Shop.Logs.GetSnapshot(), log => log.Id.Id == 1518);
    }

    [Fact]
    public async Task Notified_cardBehindOneThatCannotBeRead_isFoundAllTheSame()
    {
        await using var host = await StartAsync();
        using var browser = host.Shop.NewBrowser();
        await LoseAsync(host, browser);
        TellWhenAsked(host);
        host.Shop.Network.Cards["card-ill"] = new(CardOnFileOutcome.Failed, Code: ScofPushCodes.NetworkOutcomeUnknown);
        var now = _time.GetUtcNow().ToUnixTimeMilliseconds();

        var answer = await host.NotifyAsync([NotifiedShop.Event(now, "ACTIVE", "card-ill"), NotifiedShop.Event(now, "ACTIVE", CardId)]);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        await _time.AdvanceUntilAsync(() => host.Shop.Recorded.Calls.Count == 1);
    }

    [Fact]
    public async Task Notified_whileAnotherReceiptIsBeingEnrolled_isSentAgain()
    {
        await using var host = await StartAsync();
        using var browser = host.Shop.NewBrowser();
        var lost = await LoseAsync(host, browser);
        var answer = new TaskCompletionSource<EnrollmentResult>(TaskCreationOptions.RunContinuationsAsynchronously);
        var calls = host.Shop.Network.Calls.Count;
        host.Shop.Network.Answer = (_, _) => answer.Task;
        var accepting = (await host.Shop.ArriveAsync(browser, "MCC-STL-0002")).SubmitAsync("/accept");
        await _time.AdvanceUntilAsync(() => host.Shop.Network.Calls.Count > calls);
        TellWhenAsked(host);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await NotifyAsync(host)).StatusCode);
        Assert.Equal(ReceiptState.GivenUp, (await host.Shop.FindPushAsync(lost.Id)).Receipts[0].State);

        answer.SetResult(new EnrollmentResult { Outcome = EnrollmentOutcome.Enrolled, Card = Card(host) with { CardId = "card-two" } });
        await accepting;
        Assert.Equal(HttpStatusCode.NoContent, (await NotifyAsync(host)).StatusCode);
        await _time.AdvanceUntilAsync(() => host.Shop.Recorded.Calls.Any(card => card.Card.CardId == CardId && card.Id == lost.Receipts[0].RecordId));
    }

    [Theory]
    [InlineData(ScofPushCodes.NetworkUnavailable, HttpStatusCode.ServiceUnavailable)]
    [InlineData(ScofPushCodes.NetworkOutcomeUnknown, HttpStatusCode.ServiceUnavailable)]
    [InlineData(ScofPushCodes.NetworkPaused, HttpStatusCode.ServiceUnavailable)]
    [InlineData(ScofPushCodes.KeyUnreadable, HttpStatusCode.ServiceUnavailable)]
    [InlineData(ScofPushCodes.NetworkRefusedUs, HttpStatusCode.NoContent)]
    public async Task Notified_networkDoesNotTellOfTheCard_isSentAgainWhereThatHelps(string code, HttpStatusCode status)
    {
        await using var host = await StartAsync();
        using var browser = host.Shop.NewBrowser();
        await LoseAsync(host, browser);
        host.Shop.Network.Cards[CardId] = new(CardOnFileOutcome.Failed, Code: code);

        Assert.Equal(status, (await NotifyAsync(host)).StatusCode);

        TellWhenAsked(host);
        Assert.Equal(HttpStatusCode.NoContent, (await NotifyAsync(host)).StatusCode);
        await _time.AdvanceUntilAsync(() => host.Shop.Recorded.Calls.Count == 1);
    }

    private Task<NotifiedShop> StartAsync() => NotifiedShop.StartAsync(new TestShopSetup { Time = _time });

    private Task<HttpResponseMessage> NotifyAsync(NotifiedShop host) =>
        host.NotifyAsync(NotifiedShop.Event(_time.GetUtcNow().ToUnixTimeMilliseconds(), "ACTIVE", CardId));

    private void TellWhenAsked(NotifiedShop host) => host.Shop.Network.Cards[CardId] = new(CardOnFileOutcome.Done, Card(host));

    private EnrolledCard Card(NotifiedShop host) => new()
    {
        CardId = CardId,
        Status = CardStatus.Active,
        LastFour = "5454",
        CreatedAt = _time.Start.AddMinutes(1),
        ConsumerId = Consumer(host, "key-anna"),
    };

    private static string Consumer(NotifiedShop host, string customer, string? programme = null) =>
        host.Shop.Services.GetRequiredService<ConsumerIds>().ConsumerId(customer, programme ?? host.Shop.Network.Programme);

    /// <summary>Accepts, the answer is lost, and what the network says to the repeat does not help.</summary>
    private async Task<PushRecord> LoseAsync(
        NotifiedShop host, Browser browser, string receipt = "MCC-STL-0001", string user = "anna", ReceiptState state = ReceiptState.GivenUp)
    {
        host.Shop.Network.Answer = (_, _) => Task.FromResult(new EnrollmentResult { Outcome = EnrollmentOutcome.Unknown, Code = ScofPushCodes.NetworkOutcomeUnknown });
        var confirm = await host.Shop.ArriveAsync(browser, receipt, user: user);
        await confirm.SubmitAsync("/accept");
        host.Shop.Network.Answer = (_, _) => Task.FromResult(
            new EnrollmentResult { Outcome = state == ReceiptState.SavedUnread ? EnrollmentOutcome.Duplicate : EnrollmentOutcome.Unknown });
        var id = confirm.Response.RequestMessage!.RequestUri!.AbsolutePath[^43..];
        await _time.AdvanceUntilAsync(async () => (await host.Shop.FindPushAsync(id)).Receipts[0].State == state);
        return await host.Shop.FindPushAsync(id);
    }
}
