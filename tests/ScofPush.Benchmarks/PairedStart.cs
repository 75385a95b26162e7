using System.Globalization;
using ScofPush.Benchmarks.Starting;

namespace ScofPush.Benchmarks;

/// <summary>
/// What the plugin adds to the start of a shop that uses MVC and EF Core already: the same shop with and without it, by turns, each in a
/// process of its own.
/// </summary>
internal static class PairedStart
{
    private const double MostMilliseconds = 40;
    private const double MostMegabytes = 12;

    /// <param name="pairs">How many starts of each kind are measured, after one that writes what a first start writes.</param>
    public static async Task RunAsync(int pairs)
    {
        using var folder = await StartFolder.CreateAsync();
        using var http = new HttpClient();
        List<StartFigures> without = [];
        List<StartFigures> with = [];
        for (var pair = 0; pair <= pairs; pair++)
        {
            // Who is first may find the machine in another state.
            bool[] order = pair % 2 == 0 ? [false, true] : [true, false];
            foreach (var hasPlugin in order)
            {
                (hasPlugin ? with : without).Add(await StartedShop.MeasureAsync(http, folder, hasPlugin));
            }
        }

        without.RemoveAt(0);
        with.RemoveAt(0);
        Console.WriteLine($"{pairs} pairs of starts.");
        Console.WriteLine("| Figure | Without, median | With, median | Added, median | Without, min | With, min | Added, min | Limit |");
        Console.WriteLine("|------- |----------------:|-------------:|--------------:|-------------:|----------:|-----------:|------:|");
        Write("Started, ms", start => start.Started, limit: null);
        Write("First answer, ms", start => start.Answered, MostMilliseconds);
        Write("Processor time by then, ms", start => start.Processor, limit: null);
        Write("Working set after it, MB", start => start.WorkingSet, MostMegabytes);
        Write("Working set when settled, MB", start => start.Settled, MostMegabytes);
        Write("Managed heap when settled, MB", start => start.Heap, limit: null);

        void Write(string name, Func<StartFigures, double> figure, double? limit)
        {
            double[] bare = [.. without.Select(figure).Order()];
            double[] full = [.. with.Select(figure).Order()];
            var (bareMedian, fullMedian) = (bare[bare.Length / 2], full[full.Length / 2]);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {name} | {bareMedian:0.0} | {fullMedian:0.0} | {fullMedian - bareMedian:0.0} | {bare[0]:0.0} | {full[0]:0.0} | {full[0] - bare[0]:0.0} | {limit} |"));
        }
    }
}
