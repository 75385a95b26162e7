using System.Globalization;
using ScofPush.AspNetCore.Enrollment;
using ScofPush.Mastercard.Cards;
using ScofPush.Mastercard.Tests.Support;

namespace ScofPush.Mastercard.Tests.Cards;

/// <summary>When the one repeat is allowed to start (R-50, R-52).</summary>
public sealed class RetryBudgetTests
{
    [Fact]
    public async Task Enroll_throttled_waits_as_many_seconds_as_told()
    {
        var clock = new TimerProbe();
        await using var network = await FakeNetwork.StartAsync();
        network.AnswerWith(Answers.RetryAfter("7"), Answers.Ok());
        await using var client = TestClient.Create(network.Address, time: clock);

        var enrolling = client.EnrollAsync();
        await clock.PassAsync(TimeSpan.FromSeconds(7));

        Assert.Equal(EnrollmentOutcome.Enrolled, (await enrolling).Outcome);
    }

    [Fact]
    public async Task Enroll_throttled_waits_until_the_date_told()
    {
        var clock = new TimerProbe();
        await using var network = await FakeNetwork.StartAsync();
        var date = clock.GetUtcNow().AddSeconds(9).ToString("R", CultureInfo.InvariantCulture);
        network.AnswerWith(Answers.RetryAfter(date), Answers.Ok());
        await using var client = TestClient.Create(network.Address, time: clock);

        var enrolling = client.EnrollAsync();
        await clock.PassAsync(TimeSpan.FromSeconds(9));

        Assert.Equal(EnrollmentOutcome.Enrolled, (await enrolling).Outcome);
    }

    [Fact]
    public async Task Enroll_without_word_of_the_network_waits_a_second()
    {
        var clock = new TimerProbe();
        await using var network = await FakeNetwork.StartAsync();
        network.AnswerWith(Answers.Of(503, Answers.Error("UNAVAILABLE", "NO_RESPONSE_FROM_ISSUER")), Answers.Ok());
        await using var client = TestClient.Create(network.Address, time: clock, budget: new CallBudget());

        var enrolling = client.EnrollAsync();
        await clock.PassAsync(TimeSpan.FromSeconds(1));

        Assert.Equal(EnrollmentOutcome.Enrolled, (await enrolling).Outcome);
    }

    [Theory]
    [InlineData("5", 5)]
    [InlineData("5", 4)]
    [InlineData("0", 0)]
    public async Task Enroll_repeat_that_would_start_at_or_after_RetryUntil_does_not_happen(string retryAfter, int retryUntil)
    {
        var clock = new TimerProbe();
        await using var network = await FakeNetwork.StartAsync();
        network.AnswerWith(Answers.RetryAfter(retryAfter));
        await using var client = TestClient.Create(network.Address, time: clock);

        var result = await client.EnrollAsync(clock.GetUtcNow().AddSeconds(retryUntil));

        Assert.Equal((EnrollmentOutcome.Failed, "SP2013", true), (result.Outcome, result.Code, result.NothingDone));
        Assert.Single(network.Requests);
    }

    [Fact]
    public async Task Enroll_first_attempt_is_made_even_after_RetryUntil()
    {
        var clock = new TimerProbe();
        await using var network = await FakeNetwork.StartAsync();
        await using var client = TestClient.Create(network.Address, time: clock);

        var result = await client.EnrollAsync(clock.GetUtcNow().AddMinutes(-1));

        Assert.Equal(EnrollmentOutcome.Enrolled, result.Outcome);
    }

    [Theory]
    [InlineData("15")]
    [InlineData("3600")]
    [InlineData("Sun, 01 Mar 2026 12:00:16 GMT")]
    public async Task Enroll_repeat_that_does_not_fit_into_the_total_budget_does_not_happen(string retryAfter)
    {
        var clock = new TimerProbe();
        await using var network = await FakeNetwork.StartAsync();
        network.AnswerWith(Answers.RetryAfter(retryAfter));
        await using var client = TestClient.Create(network.Address, time: clock);

        var result = await client.EnrollAsync();

        Assert.True(result.NothingDone);
        Assert.Single(network.Requests);
    }

    [Fact]
    public void CallBudget_by_default_is_ordered()
    {
        var budget = new CallBudget();

        Assert.Equal((TimeSpan.FromSeconds(25), TimeSpan.FromSeconds(10)), (budget.Total, budget.Attempt));
        Assert.True(budget.Connect < budget.Attempt && budget.Attempt < budget.Total);
    }
}
