using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;
using ScofPush.AspNetCore.Enrollment;
using ScofPush.Mastercard.Cards;
using ScofPush.Mastercard.Tests.Support;

namespace ScofPush.Mastercard.Tests.Cards;

public sealed class TransportTests
{
    private const int RetryingEvent = 2016;

    [Fact]
    public async Task Enroll_connection_refused_proves_that_nothing_was_done()
    {
        await using var client = TestClient.Create(ClosedAddress());

        var result = await client.EnrollAsync();

        Assert.Equal((EnrollmentOutcome.Failed, "SP2013", true), (result.Outcome, result.Code, result.NothingDone));
        Assert.Single(client.Log.Lines, line => line.Id.Id == RetryingEvent);
    }

    [Fact]
    public async Task Enroll_unknown_host_proves_that_nothing_was_done()
    {
        await using var client = TestClient.Create(new Uri("https://no-such-host.invalid/api"));

        var result = await client.EnrollAsync();

        Assert.Equal((EnrollmentOutcome.Failed, "SP2013", true), (result.Outcome, result.Code, result.NothingDone));
    }

    [Fact]
    public async Task Enroll_connection_that_comes_up_later_is_used_by_the_second_attempt()
    {
        var clock = new TimerProbe();
        var budget = new CallBudget { RetryDelay = TimeSpan.FromSeconds(3) };
        var address = ClosedAddress();
        await using var client = TestClient.Create(address, time: clock, budget: budget);

        var enrolling = client.EnrollAsync();
        await using var network = await StartWhenWaitingAsync();
        await clock.PassAsync(budget.RetryDelay);
        var result = await enrolling;

        Assert.Equal(EnrollmentOutcome.Enrolled, result.Outcome);
        Assert.Single(network.Requests);

        async Task<FakeNetwork> StartWhenWaitingAsync()
        {
            while (!client.Log.Lines.Any(line => line.Id.Id == RetryingEvent))
            {
                await Task.Delay(5, TestContext.Current.CancellationToken);
            }

            return await FakeNetwork.StartAsync(address.Port);
        }
    }

    [Fact]
    public async Task Enroll_tls_that_never_comes_up_proves_that_nothing_was_done()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        var budget = new CallBudget { Connect = TimeSpan.FromMilliseconds(150), RetryDelay = TimeSpan.Zero };
        await using var client = TestClient.Create(
            new Uri($"https://127.0.0.1:{((IPEndPoint)silent.LocalEndpoint).Port}/api"),
            budget: budget
        );

        var result = await client.EnrollAsync();

        Assert.Equal((EnrollmentOutcome.Failed, "SP2013", true), (result.Outcome, result.Code, result.NothingDone));
        Assert.Single(client.Log.Lines, line => line.Id.Id == RetryingEvent);
    }

    [Fact]
    public async Task Enroll_connection_reset_after_the_request_was_read_is_unknown_and_not_repeated()
    {
        await using var network = await FakeNetwork.StartAsync();
        network.AnswerWith(Answers.Reset);
        await using var client = TestClient.Create(network.Address);

        var result = await client.EnrollAsync();

        Assert.Equal((EnrollmentOutcome.Unknown, "SP2012", false), (result.Outcome, result.Code, result.NothingDone));
        Assert.Single(network.Requests);
    }

    [Fact]
    public async Task Enroll_reset_on_a_kept_connection_is_not_repeated()
    {
        await using var network = await FakeNetwork.StartAsync();
        network.AnswerWith(Answers.Ok(), Answers.Reset, Answers.Ok());
        await using var client = TestClient.Create(network.Address);
        await client.EnrollAsync();

        var result = await client.EnrollAsync();

        Assert.Equal(EnrollmentOutcome.Unknown, result.Outcome);
        Assert.Equal(2, network.Requests.Count);
    }

    [Fact]
    public async Task Enroll_answer_that_breaks_off_is_unknown()
    {
        await using var network = await FakeNetwork.StartAsync();
        network.AnswerWith(async context =>
        {
            context.Response.ContentLength = 5000;
            await context.Response.WriteAsync(Answers.Enrolled());
            await context.Response.Body.FlushAsync();
            context.Abort();
        });
        await using var client = TestClient.Create(network.Address);

        var result = await client.EnrollAsync();

        Assert.Equal(EnrollmentOutcome.Unknown, result.Outcome);
        Assert.Single(network.Requests);
    }

    [Fact]
    public async Task Enroll_without_an_answer_in_time_is_unknown_and_not_repeated()
    {
        var clock = new TimerProbe();
        await using var network = await FakeNetwork.StartAsync();
        network.AnswerWith(Answers.Hang);
        await using var client = TestClient.Create(network.Address, time: clock);

        var enrolling = client.EnrollAsync();
        await network.WaitForRequestAsync();
        clock.Advance(new CallBudget().Attempt);
        var result = await enrolling;

        Assert.Equal((EnrollmentOutcome.Unknown, "SP2012", false), (result.Outcome, result.Code, result.NothingDone));
        Assert.Single(network.Requests);
    }

    [Fact]
    public async Task Enroll_body_that_drips_is_ended_by_the_attempt_timeout()
    {
        var clock = new TimerProbe();
        var begun = new TaskCompletionSource();
        await using var network = await FakeNetwork.StartAsync();
        network.AnswerWith(async context =>
        {
            await context.Response.WriteAsync("{\"maskedCard\":");
            await context.Response.Body.FlushAsync();
            begun.SetResult();
            await Answers.Hang(context);
        });
        await using var client = TestClient.Create(network.Address, time: clock);

        var enrolling = client.EnrollAsync();
        await begun.Task;
        clock.Advance(new CallBudget().Attempt);
        var result = await enrolling;

        Assert.Equal(EnrollmentOutcome.Unknown, result.Outcome);
    }

    [Fact]
    public async Task Enroll_cancelled_by_the_caller_throws()
    {
        await using var network = await FakeNetwork.StartAsync();
        network.AnswerWith(Answers.Hang);
        await using var client = TestClient.Create(network.Address);
        using var stop = new CancellationTokenSource();

        var enrolling = client.Enroller.EnrollAsync(TestClient.Request(), stop.Token);
        await network.WaitForRequestAsync();
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => enrolling);
    }

    [Fact]
    public async Task Enroll_with_an_unusable_key_is_failed_and_sends_nothing()
    {
        await using var network = await FakeNetwork.StartAsync();
        await using var client = TestClient.Create(network.Address, values => values["ScofPush:Mastercard:KeyPem"] = "no key");

        var result = await client.EnrollAsync();

        Assert.Equal((EnrollmentOutcome.Failed, "SP2002", true), (result.Outcome, result.Code, result.NothingDone));
        Assert.Empty(network.Requests);
    }

    [Fact]
    public async Task Enroll_without_an_address_is_failed_and_sends_nothing()
    {
        await using var client = TestClient.Create(address: null);

        var result = await client.EnrollAsync();

        Assert.Equal((EnrollmentOutcome.Failed, "SP2001", true), (result.Outcome, result.Code, result.NothingDone));
    }

    private static Uri ClosedAddress()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        return new Uri($"http://127.0.0.1:{port}{FakeNetwork.BasePath}");
    }
}
