using System.Globalization;

namespace ScofPush.Benchmarks;

/// <summary><see cref="PassThroughBenchmarks"/> by turns.</summary>
internal static class PairedPassThrough
{
    public static async Task RunAsync()
    {
        Console.WriteLine("| Query | Without, ns | With, ns | Added, ns | Allocated, B |");
        Console.WriteLine("|------ |------------:|---------:|----------:|-------------:|");
        foreach (var query in Enum.GetValues<QueryKind>())
        {
            var benchmarks = new PassThroughBenchmarks { Query = query };
            await benchmarks.SetupAsync();
            var figures = PairedComparison.Run(rounds: 10_000, calls: 1_000, Without, With);
            var (without, with) = (figures[0], figures[1]);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {query} | {without.Nanoseconds:0.0} | {with.Nanoseconds:0.0} | {with.Nanoseconds - without.Nanoseconds:0.0} | {with.Bytes:0.###} |"));
            await benchmarks.CleanupAsync();

            void Without(int calls)
            {
                for (var call = 0; call < calls; call++)
                {
                    benchmarks.WithoutPlugin();
                }
            }

            void With(int calls)
            {
                for (var call = 0; call < calls; call++)
                {
                    benchmarks.WithPlugin();
                }
            }
        }
    }
}
