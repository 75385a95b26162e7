using System.Globalization;
using System.Text;
using ScofPush.Crash.Tests.Stage;

namespace ScofPush.Crash.Tests.Crashes;

/// <summary>
/// What the runs did, a column for each database. A full run writes it into docs/reliability.md when its last test has ended; every run
/// writes it to artifacts/crash.md.
/// </summary>
public sealed class CrashReport : IAsyncLifetime
{
    private const string Start = "<!-- crash -->";
    private const string End = "<!-- end of crash -->";

    private readonly SortedDictionary<string, List<(string Row, int Count)>> _columns = new(StringComparer.Ordinal);

    /// <summary>How many rounds a full run has for each database; none where the short version runs.</summary>
    internal static int? FullRounds { get; } =
        int.TryParse(Environment.GetEnvironmentVariable("SCOFPUSH_CRASH_ROUNDS"), CultureInfo.InvariantCulture, out var rounds) ? rounds : null;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    internal void Add(string database, CrashRun run, IReadOnlyList<StoredReceipt> stored, ILookup<string, EnrollCall> calls, int repeatedRecordings)
    {
        var all = run.Trials.SelectMany(trial => calls[trial.Receipt]).ToList();
        List<(string Row, int Count)> column =
        [
            ("rounds, each ended by SIGKILL", run.Rounds),
            ("kills before the claim", run.Kills[Window.BeforeClaim]),
            ("kills between the claim and the call", run.Kills[Window.BeforeCall]),
            ("kills while calling", run.Kills[Window.Calling]),
            ("kills after the answer", run.Kills[Window.AfterAnswer]),
            ("kills while recording", run.Kills[Window.Recording]),
            ("receipts accepted", run.Trials.Count),
            ("receipts whose answer a kill lost", run.Trials.Count(trial => trial.IsAnswerLost)),
            ("Enroll calls", all.Count),
            ("of these, repeats of a lost one", all.Count - all.DistinctBy(call => call.Receipt).Count()),
            ("successful enrollments", all.Count(call => call.Answer?.Enrolled == true)),
            ("receipts enrolled twice", run.Trials.Count(trial => calls[trial.Receipt].Count(call => call.Answer?.Enrolled == true) > 1)),
            ("cards that the recorder was asked to keep more than once", repeatedRecordings),
            .. new[] { "Recorded", "SavedUnread", "GivenUp", "Unknown" }.Select(state => ($"end state {state}", stored.Count(receipt => receipt.State == state))),
            ("any other end state", stored.Count(receipt => receipt.State is not ("Recorded" or "SavedUnread" or "GivenUp" or "Unknown"))),
        ];
        lock (_columns)
        {
            _columns[database] = column;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_columns.Count == 0)
        {
            return;
        }

        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root.FullName, "ScofPush.Plugin.sln")))
        {
            root = root.Parent!;
        }

        var table = Table();
        await File.WriteAllTextAsync(Path.Combine(root.CreateSubdirectory("artifacts").FullName, "crash.md"), table);
        if (FullRounds is not null && _columns.Count == 2)
        {
            var path = Path.Combine(root.FullName, "docs", "reliability.md");
            var page = await File.ReadAllTextAsync(path);
            var (start, end) = (page.IndexOf(Start, StringComparison.Ordinal) + Start.Length, page.IndexOf(End, StringComparison.Ordinal));
            await File.WriteAllTextAsync(path, $"{page[..start]}\n\n{table}\n{page[end..]}");
        }
    }

    private string Table()
    {
        var table = new StringBuilder();
        table.Append("| |").AppendJoin("", _columns.Keys.Select(database => $" {database} |")).Append('\n');
        table.Append("|---|").AppendJoin("", _columns.Keys.Select(_ => "---:|")).Append('\n');
        foreach (var (row, index) in _columns.Values.First().Select((line, index) => (line.Row, index)))
        {
            table.Append(CultureInfo.InvariantCulture, $"| {row} |").AppendJoin("", _columns.Values.Select(lines => $" {lines[index].Count} |")).Append('\n');
        }

        return table.ToString();
    }
}
