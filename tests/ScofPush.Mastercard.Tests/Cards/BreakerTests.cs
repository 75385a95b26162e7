using ScofPush.AspNetCore.Enrollment;
using ScofPush.Mastercard.Tests.Support;

namespace ScofPush.Mastercard.Tests.Cards;

/// <summary>While the network fails, nothing is sent: each call would leave a card of which nobody knows whether it is on file .</summary>
public sealed class BreakerTests
{
    private const int Paused = 2017;
    private const int Resumed = 2018;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Enroll_network_that_fails_again_and_again_is_left_alone_for_half_a_minute()
    {
        var clock = new TimerProbe();
        await using var network = await FakeNetwork.StartAsync();
        await using var client = TestClient.Create(network.Address, time: clock);
        network.AnswerWith(Answers.Of(500));
        for (var call = 1; call <= 10; call++)
        {
            Assert.Equal("SP2012", (await client.EnrollAsync()).Code);
        }

        var withheld = await client.EnrollAsync();
        var read = await client.Cards.GetAsync("card", TestContext.Current.CancellationToken);

        Assert.Equal((EnrollmentOutcome.Failed, "SP2014", true), (withheld.Outcome, withheld.Code, withheld.NothingDone));
        Assert.Equal((CardOnFileOutcome.Failed, "SP2012"), (read.Outcome, read.Code));
        Assert.Equal(10, network.Requests.Count(request => request.Method == "POST"));
        Assert.Single(client.Log.Lines, line => line.Id.Id == Paused);

        clock.Advance(Pause);
        network.AnswerWith(Answers.Ok());

        Assert.Equal(EnrollmentOutcome.Enrolled, (await client.EnrollAsync()).Outcome);
        Assert.Equal(EnrollmentOutcome.Enrolled, (await client.EnrollAsync()).Outcome);
        Assert.Single(client.Log.Lines, line => line.Id.Id == Resumed);
    }

    [Fact]
    public async Task Enroll_network_that_still_fails_after_the_pause_is_asked_once()
    {
        var clock = new TimerProbe();
        await using var network = await FakeNetwork.StartAsync();
        await using var client = TestClient.Create(network.Address, time: clock);
        network.AnswerWith(Answers.Of(500));
        for (var call = 1; call <= 10; call++)
        {
            await client.EnrollAsync();
        }

        clock.Advance(Pause);

        Assert.Equal("SP2012", (await client.EnrollAsync()).Code);
        Assert.Equal("SP2014", (await client.EnrollAsync()).Code);
        Assert.Equal(11, network.Requests.Count);
    }

    [Theory]
    [InlineData(400, "INVALID_STATE", "ISSUER_DECLINED", EnrollmentOutcome.Declined)]
    [InlineData(409, "ALREADY_EXISTS", null, EnrollmentOutcome.Duplicate)]
    [InlineData(401, "UNAUTHENTICATED", null, EnrollmentOutcome.Failed)]
    [InlineData(503, "UNAVAILABLE", "NO_RESPONSE_FROM_ISSUER", EnrollmentOutcome.Failed)]
    public async Task Enroll_answers_about_a_card_or_about_us_withhold_nothing(int status, string reason, string? detail, EnrollmentOutcome outcome)
    {
        await using var network = await FakeNetwork.StartAsync();
        await using var client = TestClient.Create(network.Address, time: new TimerProbe());
        network.AnswerWith(Answers.Of(status, detail is null ? Answers.Error(reason) : Answers.Error(reason, detail)));

        for (var call = 1; call <= 15; call++)
        {
            Assert.Equal(outcome, (await client.EnrollAsync()).Outcome);
        }

        Assert.True(network.Requests.Count >= 15);
    }
}
