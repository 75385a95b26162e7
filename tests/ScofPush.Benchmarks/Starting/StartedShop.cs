using System.Diagnostics;
using System.Globalization;

namespace ScofPush.Benchmarks.Starting;

/// <summary>What a start took.</summary>
/// <param name="Started">Until the shop said that it had started, in ms from the start of the process.</param>
/// <param name="Answered">Until the first request was answered, in ms from the start of the process.</param>
/// <param name="Processor">The processor time by then, in ms: what other work on the machine shifts least.</param>
/// <param name="WorkingSet">The working set after it, in MB.</param>
/// <param name="Settled">The same when background work that a start sets off is done.</param>
/// <param name="Heap">The managed heap by then, after a full collection, in MB.</param>
internal sealed record StartFigures(double Started, double Answered, double Processor, double WorkingSet, double Settled, double Heap);

/// <summary>Starts the shop as a process of its own and watches it from outside.</summary>
internal static class StartedShop
{
    private const double Megabyte = 1024 * 1024;

    private static readonly TimeSpan SettlingTime = TimeSpan.FromSeconds(5);

    public static async Task<StartFigures> MeasureAsync(HttpClient http, StartFolder folder, bool hasPlugin)
    {
        var start = new ProcessStartInfo(
            Path.Combine(AppContext.BaseDirectory, "ScofPush.Benchmarks" + (OperatingSystem.IsWindows() ? ".exe" : "")),
            [StartHost.Argument, hasPlugin ? StartHost.With : "without"])
        {
            WorkingDirectory = folder.Path,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Production";
        start.Environment["ASPNETCORE_URLS"] = "http://127.0.0.1:0";
        start.Environment["HOME"] = folder.Path;

        // As in any project of the web SDK.
        start.Environment["DOTNET_gcServer"] = "1";

        var clock = Stopwatch.GetTimestamp();
        using var process = Process.Start(start)!;
        try
        {
            var line = await process.StandardOutput.ReadLineAsync();
            var started = Stopwatch.GetElapsedTime(clock);
            var address = line?.StartsWith(StartHost.Started, StringComparison.Ordinal) == true
                ? line[StartHost.Started.Length..]
                : throw new InvalidOperationException($"The shop did not start: {line}");
            var page = await http.GetStringAsync(new Uri(address));
            var answered = Stopwatch.GetElapsedTime(clock);
            if (!page.Contains("Teapot", StringComparison.Ordinal))
            {
                throw new InvalidOperationException($"That is not the front page: {page}");
            }

            var (processor, first, _) = await ReadUseAsync(process);
            await Task.Delay(SettlingTime);
            var (_, settled, heap) = await ReadUseAsync(process);
            return new StartFigures(started.TotalMilliseconds, answered.TotalMilliseconds, processor, first, settled, heap);
        }
        finally
        {
            process.StandardInput.Close();
            await process.WaitForExitAsync();
        }
    }

    private static async Task<(double Processor, double WorkingSet, double Heap)> ReadUseAsync(Process process)
    {
        await process.StandardInput.WriteLineAsync();
        var line = (await process.StandardOutput.ReadLineAsync())!;
        double[] figures = [.. line.Split(' ').Select(figure => double.Parse(figure, CultureInfo.InvariantCulture))];
        return (figures[0], figures[1] / Megabyte, figures[2] / Megabyte);
    }
}
