using ScofPush.Benchmarks;
using Xunit;

namespace ScofPush.AspNetCore.Tests.Benchmarks;

/// <summary>What the comparison of the accept path stands on: its sides work, and how often the store is asked. Never how long it takes.</summary>
public sealed class PairedAcceptTests
{
    [Fact]
    public async Task Measure_once_acceptsOnEachStoreWithAtMostFourMovesAReceipt()
    {
        var figures = await PairedAccept.MeasureAsync(rounds: 1, calls: 2);

        Assert.Equal(
            ["Bare signed POST 0", "Accept, store in memory 4", "Of this, the card client alone 0", "Accept, SQLite 4"],
            figures.Take(4).Select(side => $"{side.Name} {side.Moves}"));
        Assert.All(figures, side => Assert.InRange(side.Moves, 0, 4));
    }
}
