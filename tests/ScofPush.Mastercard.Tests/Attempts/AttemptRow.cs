using Microsoft.AspNetCore.Http;
using ScofPush.AspNetCore.Enrollment;
using ScofPush.Mastercard.Cards;
using ScofPush.Mastercard.Tests.Support;

namespace ScofPush.Mastercard.Tests.Attempts;

/// <summary>One thing that may happen to an Enroll call, and what must become of it .</summary>
/// <param name="Name">What happens, for the page.</param>
/// <param name="Open">Opens the network that does it.</param>
/// <param name="Expected">What must come of it.</param>
internal sealed record AttemptRow(string Name, Func<Task<Stage>> Open, Finding Expected)
{
    /// <summary>What goes on during the call: the clock moves only here.</summary>
    public Func<TimerProbe, Stage, Task> Meanwhile { get; init; } = (_, _) => Task.CompletedTask;

    /// <summary>How long the receipt surely lives.</summary>
    public TimeSpan ReceiptLife { get; init; } = TimeSpan.FromMinutes(5);

    public CallBudget Budget { get; init; } = new() { RetryDelay = TimeSpan.Zero };

    public async Task<Finding> RunAsync(HostDefaults defaults)
    {
        var clock = new TimerProbe();
        await using var stage = await Open();
        await using var client = TestClient.Create(stage.Address, before: defaults.Before, after: defaults.After, time: clock, budget: Budget);

        var enrolling = client.EnrollAsync(clock.GetUtcNow() + ReceiptLife);
        await Meanwhile(clock, stage);
        var result = await enrolling;

        Assert.Equal(0, stage.Elsewhere());
        return new Finding(
            1 + client.Log.Lines.Count(line => line.Id.Id == 2016),
            stage.Requests(),
            result.Outcome,
            result.Code,
            result.NothingDone
        );
    }

    public override string ToString() => Name;
}

/// <summary>What became of a call.</summary>
/// <param name="Attempts">How often it was tried.</param>
/// <param name="Arrived">How many requests the network had.</param>
/// <param name="Outcome">What the flow is told.</param>
/// <param name="Code">The SP code.</param>
/// <param name="NothingDone">Whether it is proven that nothing was done, so that the receipt may be used again.</param>
internal sealed record Finding(int Attempts, int Arrived, EnrollmentOutcome Outcome, string? Code, bool NothingDone);

/// <summary>A network, and how to count what came to it.</summary>
/// <param name="Address">Where the client calls.</param>
/// <param name="Requests">How many requests came.</param>
/// <param name="Network">The web server, if it is one.</param>
/// <param name="Raw">The bare one, if it is that.</param>
internal sealed record Stage(Uri Address, Func<int> Requests, FakeNetwork? Network = null, RawNetwork? Raw = null) : IAsyncDisposable
{
    /// <summary>How many requests came to another server that the network pointed to.</summary>
    public Func<int> Elsewhere { get; init; } = () => 0;

    public FakeNetwork? Other { get; init; }

    public static async Task<Stage> WebAsync(params Func<HttpContext, Task>[] answers)
    {
        var network = await FakeNetwork.StartAsync();
        network.AnswerWith(answers);
        return new Stage(network.Address, () => network.Requests.Count, network);
    }

    public static Task<Stage> BareAsync(RawNetwork raw, string scheme = "http") =>
        Task.FromResult(new Stage(raw.Address(scheme), () => raw.RequestCount, Raw: raw));

    public static Task<Stage> NobodyAsync(string address) => Task.FromResult(new Stage(new Uri(address), () => 0));

    public async ValueTask DisposeAsync()
    {
        foreach (var network in new[] { Network, Other }.OfType<FakeNetwork>())
        {
            await network.DisposeAsync();
        }

        if (Raw is not null)
        {
            await Raw.DisposeAsync();
        }
    }
}
