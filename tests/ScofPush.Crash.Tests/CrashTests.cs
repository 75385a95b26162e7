using ScofPush.Crash.Tests.Crashes;
using ScofPush.Crash.Tests.Stage;

[assembly: AssemblyFixture(typeof(CrashReport))]

namespace ScofPush.Crash.Tests;

/// <summary>
/// SIGKILL at random moments. CI runs the short version; <c>dotnet cake --target=Crash</c> the full one, where time is real: there the
/// leases of dead processes run out while other processes are killed.
/// </summary>
public abstract class CrashTests(CrashReport report, string provider)
{
    private const int ShortRounds = 4;

    [Fact]
    public async Task Kill_at_random_moments_never_enrolls_twice_nor_loses_an_answer()
    {
        await using var market = await Market.OpenAsync(provider, () => Task.Delay(CrashRun.Slowness));
        var (rounds, hits, clockAhead) = CrashReport.FullRounds is { } full ? (full, 20, TimeSpan.Zero) : (ShortRounds, 1, TimeSpan.FromMinutes(1));
        var run = new CrashRun(market, clockAhead);

        await run.RunAsync(rounds, hits);

        var stored = await market.Database.ReadAsync();
        var calls = await market.Network.EnrollsAsync();
        var cards = market.RecordedCards();
        report.Add(provider, run, stored, calls, cards.Keys.Count(id => market.RecorderCalls(id) > 1));
        var ends = stored.ToDictionary(receipt => (receipt.PushId, receipt.Position));
        var violations = run.Trials
            .SelectMany(trial => Invariants
                .Violations(trial, ends[(trial.PushId, trial.Position)], [.. calls[trial.Receipt]], cards)
                .Select(violation => $"{violation}: {trial}, {ends[(trial.PushId, trial.Position)]}, {calls[trial.Receipt].Count()} calls"))
            .ToList();
        Assert.True(violations.Count == 0, string.Join(Environment.NewLine, violations));
        Assert.Equal(cards.Count, cards.Values.Select(card => card.CardId).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(run.Trials.Count, stored.Count);
        Assert.All(run.Kills.Where(kill => kill.Key != Window.BeforeCall), kill => Assert.True(kill.Value >= hits, $"{kill.Key} was hit {kill.Value} times."));
        Assert.Equal(0, stored.Count(receipt => receipt.State == Invariants.Unsettled));
    }
}

public sealed class SqliteCrashTests(CrashReport report) : CrashTests(report, ShopDatabase.Sqlite);

public sealed class PostgreSqlCrashTests(CrashReport report) : CrashTests(report, ShopDatabase.PostgreSql);
