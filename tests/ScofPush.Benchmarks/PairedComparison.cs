using System.Diagnostics;

namespace ScofPush.Benchmarks;

/// <summary>
/// Compares by turns: short bursts of calls of each kind, one right after the other, so that all see the same machine. A burst is shorter
/// than a time slice, and the median burst is one that nobody interrupted. BenchmarkDotNet runs one benchmark after the other, and where
/// other work takes the processor in between, that hides a small difference.
/// </summary>
internal static class PairedComparison
{
    /// <summary>Runs the bursts in turns.</summary>
    /// <param name="rounds">How often each burst is run and measured.</param>
    /// <param name="calls">How many calls a burst makes.</param>
    /// <param name="bursts">Each makes so many calls, on the thread that it is called on.</param>
    public static Figures[] Run(int rounds, int calls, params ReadOnlySpan<Action<int>> bursts)
    {
        var times = new double[bursts.Length][];
        var allocated = new long[bursts.Length];
        for (var burst = 0; burst < bursts.Length; burst++)
        {
            times[burst] = new double[rounds];
        }

        // The first half only warms up: the compiler takes some ten thousand calls, and a moment, to its best code.
        for (var half = 0; half < 2; half++)
        {
            Array.Clear(allocated);
            for (var round = 0; round < rounds; round++)
            {
                for (var burst = 0; burst < bursts.Length; burst++)
                {
                    var before = GC.GetAllocatedBytesForCurrentThread();
                    var start = Stopwatch.GetTimestamp();
                    bursts[burst](calls);
                    times[burst][round] = Stopwatch.GetElapsedTime(start).TotalNanoseconds / calls;
                    allocated[burst] += GC.GetAllocatedBytesForCurrentThread() - before;
                }
            }
        }

        return [.. times.Zip(allocated, (of, bytes) => new Figures(Median(of), (double)bytes / rounds / calls))];
    }

    private static double Median(double[] values)
    {
        Array.Sort(values);
        return values[values.Length / 2];
    }

    /// <summary>What one call takes.</summary>
    /// <param name="Nanoseconds">The time, of the median burst.</param>
    /// <param name="Bytes">What it allocates, on average.</param>
    internal sealed record Figures(double Nanoseconds, double Bytes);
}
