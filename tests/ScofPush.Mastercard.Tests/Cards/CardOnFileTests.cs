using ScofPush.AspNetCore.Enrollment;
using ScofPush.Mastercard.Cards;
using ScofPush.Mastercard.Tests.Support;

namespace ScofPush.Mastercard.Tests.Cards;

public sealed class CardOnFileTests
{
    private const string NotFound = """{"errordetail":null,"message":"Card not found","reason":"NOT_FOUND","status":404}""";

    private const string Query =
        $"?srcClientId={TestClient.ClientId}&serviceId=SCOF_SHOP%23EXAMPLE-1%2301&srcDpaId=Shop%201%2F%C3%BC%2B%26~%2541";

    [Fact]
    public async Task Get_card_is_read_from_the_documented_address()
    {
        await using var network = await FakeNetwork.StartAsync();
        await using var client = TestClient.Create(network.Address);

        var result = await client.Cards.GetAsync(Answers.CardId, TestContext.Current.CancellationToken);

        Assert.Equal((CardOnFileOutcome.Done, Answers.CardId, null), (result.Outcome, result.Card?.CardId, result.Code));
        var request = Assert.Single(network.Requests);
        Assert.Equal("GET", request.Method);
        Assert.Equal($"{FakeNetwork.BasePath}/cards/{Answers.CardId}{Query}", request.PathAndQuery);
        Assert.Empty(request.Body);
    }

    [Fact]
    public async Task Delete_card_names_reason_and_requestor()
    {
        await using var network = await FakeNetwork.StartAsync();
        network.AnswerWith(Answers.Of(200, """{"srcCorrelationId":"a7b0c1d2-0000-4000-8000-000000000001"}"""));
        await using var client = TestClient.Create(network.Address);

        var result = await client.Cards.DeleteAsync(Answers.CardId, TestContext.Current.CancellationToken);

        Assert.Equal(new CardOnFileResult(CardOnFileOutcome.Done), result);
        var request = Assert.Single(network.Requests);
        Assert.Equal("DELETE", request.Method);
        Assert.Equal($"{FakeNetwork.BasePath}/cards/{Answers.CardId}{Query}&reason=OTHER&requestor=CARDHOLDER", request.PathAndQuery);
    }

    [Fact]
    public async Task Get_without_a_dpa_id_leaves_it_out()
    {
        await using var network = await FakeNetwork.StartAsync();
        await using var client = TestClient.Create(network.Address, values => values["ScofPush:Mastercard:SrcDpaId"] = "");

        await client.Cards.GetAsync(Answers.CardId, TestContext.Current.CancellationToken);

        Assert.DoesNotContain("srcDpaId", Assert.Single(network.Requests).Url, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(404, NotFound, CardOnFileOutcome.Gone, null, 1)]
    [InlineData(404, "<html>no such address</html>", CardOnFileOutcome.Failed, "SP1503", 1)]
    [InlineData(200, "{}", CardOnFileOutcome.Failed, "SP2012", 1)]
    [InlineData(403, "", CardOnFileOutcome.Failed, "SP2010", 1)]
    [InlineData(500, "", CardOnFileOutcome.Failed, "SP2012", 2)]
    [InlineData(429, "", CardOnFileOutcome.Failed, "SP2013", 2)]
    public async Task Get_answer_gives_result_after_so_many_attempts(
        int status,
        string body,
        CardOnFileOutcome outcome,
        string? code,
        int attempts
    )
    {
        await using var network = await FakeNetwork.StartAsync();
        network.AnswerWith(Answers.Of(status, body));
        await using var client = TestClient.Create(network.Address);

        var result = await client.Cards.GetAsync(Answers.CardId, TestContext.Current.CancellationToken);

        Assert.Equal(new CardOnFileResult(outcome, Code: code), result);
        Assert.Equal(attempts, network.Requests.Count);
    }

    [Fact]
    public async Task Delete_card_that_is_gone_says_so()
    {
        await using var network = await FakeNetwork.StartAsync();
        network.AnswerWith(Answers.Reset, Answers.Of(404, NotFound));
        await using var client = TestClient.Create(network.Address);

        var result = await client.Cards.DeleteAsync(Answers.CardId, TestContext.Current.CancellationToken);

        Assert.Equal(new CardOnFileResult(CardOnFileOutcome.Gone), result);
        Assert.Equal(2, network.Requests.Count);
    }

    [Fact]
    public async Task Get_that_times_out_is_tried_again()
    {
        var clock = new TimerProbe();
        await using var network = await FakeNetwork.StartAsync();
        network.AnswerWith(Answers.Hang, Answers.Ok());
        await using var client = TestClient.Create(
            network.Address,
            time: clock,
            budget: new CallBudget { RetryDelay = TimeSpan.FromSeconds(2) }
        );

        var getting = client.Cards.GetAsync(Answers.CardId, TestContext.Current.CancellationToken);
        await network.WaitForRequestAsync();
        clock.Advance(new CallBudget().Attempt);
        await clock.PassAsync(TimeSpan.FromSeconds(2));

        Assert.Equal(CardOnFileOutcome.Done, (await getting).Outcome);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Card_calls_send_the_flow_id_of_the_last_answer_about_the_card(bool delete)
    {
        await using var network = await FakeNetwork.StartAsync();
        network.AnswerWith(
            Answers.WithFlowId("flow-1", Answers.Ok()),
            Answers.WithFlowId("flow-2", Answers.Of(500)),
            Answers.WithFlowId("flow-3", Answers.Ok()),
            Answers.Ok()
        );
        await using var client = TestClient.Create(network.Address);

        await client.EnrollAsync();
        await CallAsync(Answers.CardId);
        await CallAsync(Answers.CardId);
        await CallAsync("another-card");

        // The second call was tried twice; the last answer about the card brought no new one, and another card has none.
        Assert.Equal([null, "flow-1", "flow-2", "flow-3", null], FlowIds(network));

        Task CallAsync(string cardId) =>
            delete
                ? client.Cards.DeleteAsync(cardId, TestContext.Current.CancellationToken)
                : client.Cards.GetAsync(cardId, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Enroll_tried_again_sends_the_flow_id_of_the_first_answer()
    {
        await using var network = await FakeNetwork.StartAsync();
        network.AnswerWith(Answers.WithFlowId("flow-2", Answers.Of(429)), Answers.WithFlowId("flow-3", Answers.Ok()));
        await using var client = TestClient.Create(network.Address);

        var result = await client.EnrollAsync(flowId: "flow-1");

        Assert.Equal(["flow-1", "flow-2"], FlowIds(network));
        Assert.Equal("flow-3", result.FlowId);
    }

    [Fact]
    public async Task Card_calls_minutes_later_go_to_any_site()
    {
        var clock = new TimerProbe();
        await using var network = await FakeNetwork.StartAsync();
        network.AnswerWith(Answers.WithFlowId("flow-1", Answers.Ok()));
        await using var client = TestClient.Create(network.Address, time: clock);
        await client.EnrollAsync();

        clock.Advance(TimeSpan.FromMinutes(5));
        await client.Cards.GetAsync(Answers.CardId, TestContext.Current.CancellationToken);

        Assert.Equal([null, null], FlowIds(network));
    }

    [Fact]
    public async Task Card_calls_about_two_cards_keep_their_flow_ids_apart()
    {
        await using var network = await FakeNetwork.StartAsync();
        network.AnswerWith(Answers.WithFlowId("flow-a", Answers.Ok()), Answers.WithFlowId("flow-b", Answers.Ok()), Answers.Ok());
        await using var client = TestClient.Create(network.Address);

        foreach (var card in (string[])["card-a", "card-b", "card-a", "card-b"])
        {
            await client.Cards.GetAsync(card, TestContext.Current.CancellationToken);
        }

        Assert.Equal([null, null, "flow-a", "flow-b"], FlowIds(network));
    }

    [Fact]
    public void Keep_flow_ids_of_ten_thousand_cards_and_not_more()
    {
        var sessions = new CardSessions(TimeProvider.System);
        for (var card = 0; card < 10_000; card++)
        {
            sessions.Keep($"card-{card}", "flow");
        }

        Assert.Equal("flow", sessions.FlowIdOf("card-0"));
        sessions.Keep("one-more", "flow");
        Assert.Null(sessions.FlowIdOf("card-0"));
        Assert.Equal("flow", sessions.FlowIdOf("one-more"));
    }

    private static IEnumerable<string?> FlowIds(FakeNetwork network) =>
        network.Requests.Select(request => request.Headers.GetValueOrDefault("X-Src-Cx-Flow-Id"));

    [Theory]
    [InlineData("")]
    [InlineData("..")]
    [InlineData("a/b")]
    [InlineData("a?b")]
    [InlineData("1234567890123456789012345678901234567")]
    public async Task Get_card_id_that_cannot_be_one_is_not_sent(string cardId)
    {
        await using var network = await FakeNetwork.StartAsync();
        await using var client = TestClient.Create(network.Address);

        var result = await client.Cards.GetAsync(cardId, TestContext.Current.CancellationToken);

        Assert.Equal(new CardOnFileResult(CardOnFileOutcome.Failed, Code: "SP2011"), result);
        Assert.Empty(network.Requests);
    }
}
