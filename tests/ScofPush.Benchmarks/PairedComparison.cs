using System.Diagnostics;
using System.Globalization;

namespace ScofPush.Benchmarks;

/// <summary>
/// <see cref="PassThroughBenchmarks"/> in turns: short bursts without and with the plugin, one right after the other, so that both see the
/// same machine. A burst is shorter than a time slice, and the median burst is one that nobody interrupted. BenchmarkDotNet runs one
/// benchmark after the other, and where other work takes the processor in between, that hides a difference of nanoseconds.
/// </summary>
internal static class PairedComparison
{
    private const int CallsPerBurst = 1_000;
    private const int Rounds = 10_000;

    public static async Task RunAsync()
    {
        Console.WriteLine("| Query | Without, ns | With, ns | Added, ns | Allocated, B |");
        Console.WriteLine("|------ |------------:|---------:|----------:|-------------:|");
        foreach (var query in Enum.GetValues<QueryKind>())
        {
            var benchmarks = new PassThroughBenchmarks { Query = query };
            await benchmarks.SetupAsync();
            var (without, with, allocated) = Compare(benchmarks);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {query} | {without:0.0} | {with:0.0} | {with - without:0.0} | {allocated} |"));
            await benchmarks.CleanupAsync();
        }
    }

    private static (double Without, double With, long Allocated) Compare(PassThroughBenchmarks benchmarks)
    {
        var without = new double[Rounds];
        var with = new double[Rounds];
        long allocated = 0;

        // The first half only warms up: the compiler takes some ten thousand calls, and a moment, to its best code.
        for (var half = 0; half < 2; half++)
        {
            allocated = -GC.GetAllocatedBytesForCurrentThread();
            for (var round = 0; round < Rounds; round++)
            {
                without[round] = BurstWithout(benchmarks);
                with[round] = BurstWith(benchmarks);
            }

            allocated += GC.GetAllocatedBytesForCurrentThread();
        }

        return (Median(without), Median(with), allocated);
    }

    private static double BurstWithout(PassThroughBenchmarks benchmarks)
    {
        var start = Stopwatch.GetTimestamp();
        for (var call = 0; call < CallsPerBurst; call++)
        {
            benchmarks.WithoutPlugin();
        }

        return NanosecondsPerCall(start);
    }

    private static double BurstWith(PassThroughBenchmarks benchmarks)
    {
        var start = Stopwatch.GetTimestamp();
        for (var call = 0; call < CallsPerBurst; call++)
        {
            benchmarks.WithPlugin();
        }

        return NanosecondsPerCall(start);
    }

    private static double NanosecondsPerCall(long start) => Stopwatch.GetElapsedTime(start).TotalNanoseconds / CallsPerBurst;

    private static double Median(double[] values)
    {
        Array.Sort(values);
        return values[values.Length / 2];
    }
}
