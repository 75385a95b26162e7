using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using ScofPush.Benchmarks.Accepting;
using ScofPush.Benchmarks.Hosting;

namespace ScofPush.Benchmarks;

/// <summary>
/// The accept path against a bare signed POST: from the form that the shopper sends, at the middleware, to the redirect that takes them
/// back to the bank, with the real Mastercard client over loopback sockets to a network in another process. By turns, in bursts, in
/// processor time of this whole process: waiting for the network costs none.
/// </summary>
internal static class PairedAccept
{
    private const double MostProcessorTime = 1.25;
    private const int MostMoves = 4;

    /// <summary>Measures and writes the table.</summary>
    /// <param name="rounds">How often each burst is run and measured, after as many to warm up.</param>
    /// <param name="calls">How many calls a burst makes.</param>
    public static async Task RunAsync(int rounds, int calls)
    {
        var figures = await MeasureAsync(rounds, calls);
        var (bare, own) = (figures[0], figures[1]);
        Console.WriteLine(
            "Accept: from the POST of the confirm page at the middleware to the 303 to the bank, with one receipt; not the landing, not the confirm page. "
            + "A bare POST sends a body that is ready and does not look into the answer. Both over loopback without TLS to another process.");
        Console.WriteLine($"{rounds} bursts of {calls} calls of each by turns; the median burst, per receipt. A store in memory counts as accept's own.");
        Console.WriteLine("| | Processor time, µs | Of the bare POST | Store's share, µs | Elapsed, µs | Allocated, KB | Store moves | Store reads |");
        Console.WriteLine("|-|-------------------:|-----------------:|------------------:|------------:|--------------:|------------:|------------:|");
        foreach (var of in figures)
        {
            var hasDatabase = of.Moves > 0 && of != own;
            var ratio = hasDatabase ? "" : Text($"{of.Processor / bare.Processor:0.00}");
            var share = hasDatabase ? Text($"{of.Processor - own.Processor:0}") : "";
            Console.WriteLine(Text(
                $"| {of.Name} | {of.Processor:0} | {ratio} | {share} | {of.Elapsed:0} | {of.Bytes / 1024:0.0} | {of.Moves:0.##} | {of.Reads:0.##} |"));
        }

        Console.WriteLine(Text($"Limits: {MostProcessorTime} of the bare POST, {MostMoves} moves."));
    }

    /// <summary>The bare POST, then accept on each store that there is.</summary>
    public static async Task<IReadOnlyList<Figures>> MeasureAsync(int rounds, int calls)
    {
        using var server = await CardServer.StartAsync();
        using var key = RSA.Create(2048);
        var client = new CardClient(server.Address, key);
        using var bare = new BarePost(client);
        await using var memory = await Pushes.StartAsync(Store.InMemory, client);
        await using var sqlite = await Pushes.StartAsync(Store.Sqlite, client);
        await using var postgres = BenchDatabase.IsThere ? await Pushes.StartAsync(Store.PostgreSql, client) : null;
        List<Side> sides =
        [
            new("Bare signed POST", null, bare.SendAsync),
            new("Accept, store in memory", memory, memory.MustAcceptAsync),
            new("Of this, the card client alone", null, memory.EnrollAsync),
            new("Accept, SQLite", sqlite, sqlite.MustAcceptAsync),
        ];
        if (postgres is not null)
        {
            sides.Add(new("Accept, PostgreSQL", postgres, postgres.MustAcceptAsync));
        }

        for (var half = 0; half < 2; half++)
        {
            foreach (var side in sides)
            {
                side.Clear();
            }

            for (var round = 0; round < rounds; round++)
            {
                foreach (var side in sides)
                {
                    await side.RunAsync(calls);
                }
            }
        }

        return [.. sides.Select(side => side.Figures(calls))];
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    /// <summary>What one call takes.</summary>
    /// <param name="Name">Who.</param>
    /// <param name="Processor">Processor time of the process, in µs, of the median burst.</param>
    /// <param name="Elapsed">Time gone by, in µs, of the median burst.</param>
    /// <param name="Bytes">What it allocates, on average.</param>
    /// <param name="Moves">How often it moves a push in the store, on average.</param>
    /// <param name="Reads">How often it reads one, on average.</param>
    internal sealed record Figures(string Name, double Processor, double Elapsed, double Bytes, double Moves, double Reads);

    private sealed class Side(string name, Pushes? pushes, Func<Task> call)
    {
        private readonly List<double> _processor = [];
        private readonly List<double> _elapsed = [];
        private long _bytes;
        private int _moves;
        private int _reads;

        public void Clear()
        {
            _processor.Clear();
            _elapsed.Clear();
            (_bytes, _moves, _reads) = (0, 0, 0);
        }

        public async Task RunAsync(int calls)
        {
            if (pushes is not null)
            {
                await pushes.PrepareAsync(calls);
            }

            // What was prepared must not be cleared away on the burst's time.
            GC.Collect();
            var (moves, reads) = (pushes?.Moves ?? 0, pushes?.Reads ?? 0);
            var bytes = GC.GetTotalAllocatedBytes(precise: true);
            var processor = Environment.CpuUsage.TotalTime;
            var start = Stopwatch.GetTimestamp();
            for (var done = 0; done < calls; done++)
            {
                await call();
            }

            _elapsed.Add(Stopwatch.GetElapsedTime(start).TotalMicroseconds / calls);
            _processor.Add((Environment.CpuUsage.TotalTime - processor).TotalMicroseconds / calls);
            _bytes += GC.GetTotalAllocatedBytes(precise: true) - bytes;
            _moves += (pushes?.Moves ?? 0) - moves;
            _reads += (pushes?.Reads ?? 0) - reads;
        }

        public Figures Figures(int calls)
        {
            double all = _processor.Count * calls;
            return new(name, Median(_processor), Median(_elapsed), _bytes / all, _moves / all, _reads / all);
        }

        private static double Median(List<double> values)
        {
            values.Sort();
            return values[values.Count / 2];
        }
    }
}
