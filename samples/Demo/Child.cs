using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Demo;

/// <summary>A running sample: everything it says goes to its log file, warnings and errors also to our console.</summary>
internal sealed partial class Child : IDisposable
{
    private const int LinesKept = 15;
    private const char Warning = '4';

    private readonly Process _process;
    private readonly StreamWriter _log;
    private readonly Queue<string> _lastLines = new();
    private readonly Lock _lock = new();

    private Child(ChildPlan plan, Process process, StreamWriter log)
    {
        Plan = plan;
        _process = process;
        _log = log;
    }

    public ChildPlan Plan { get; }

    public Task Exited => _process.WaitForExitAsync();

    public bool HasExited => _process.HasExited;

    public static Child Start(ChildPlan plan, string logFile)
    {
        if (!File.Exists(plan.Assembly))
        {
            throw new ChildFailedException($"{plan.Assembly} is missing. Start the demo with: dotnet run --project samples/Demo");
        }

        var process = new Process { StartInfo = StartInfo(plan) };
        var child = new Child(plan, process, new StreamWriter(logFile, append: false) { AutoFlush = true });
        process.OutputDataReceived += (_, line) => child.Take(line.Data, isError: false);
        process.ErrorDataReceived += (_, line) => child.Take(line.Data, isError: true);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return child;
    }

    /// <summary>Ends the child's standard input, upon which it leaves (see <see cref="StartupHook"/>); insists after a while.</summary>
    public async Task StopAsync()
    {
        try
        {
            _process.StandardInput.Close();
            await Exited.WaitAsync(TimeSpan.FromSeconds(5));
        }
        catch (Exception fault) when (fault is TimeoutException or IOException)
        {
            _process.Kill(entireProcessTree: true);
            await Exited;
        }
    }

    public string LastWords()
    {
        lock (_lock)
        {
            var lines = _lastLines.Select(line => $"    {line}");
            return $"[{Plan.Name}] ended unexpectedly with exit code {_process.ExitCode}. Its last lines:{Environment.NewLine}"
                + string.Join(Environment.NewLine, lines);
        }
    }

    public void Dispose()
    {
        _process.Dispose();
        lock (_lock)
        {
            _log.Dispose();
        }
    }

    private static ProcessStartInfo StartInfo(ChildPlan plan)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", [plan.Assembly])
        {
            WorkingDirectory = plan.ContentRoot,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        var environment = start.Environment;
        foreach (var inherited in environment.Keys.Where(key => key.StartsWith("ASPNETCORE_", StringComparison.OrdinalIgnoreCase)).ToList())
        {
            environment.Remove(inherited);
        }

        environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        environment["ASPNETCORE_CONTENTROOT"] = plan.ContentRoot;
        environment["ASPNETCORE_URLS"] = $"http://localhost:{plan.Port}";
        environment["DOTNET_ENVIRONMENT"] = "Development";
        environment["DOTNET_STARTUP_HOOKS"] = typeof(StartupHook).Assembly.Location;

        // One line a message, the level in front: <4> is a warning.
        environment["Logging__Console__FormatterName"] = "systemd";

        // The hosting log would keep the query of every request, and the query of a push is a secret.
        environment["Logging__LogLevel__Microsoft.AspNetCore.Hosting.Diagnostics"] = "Warning";

        // On a developer's machine the key ring is a plain file, and each child would say so.
        environment["Logging__LogLevel__Microsoft.AspNetCore.DataProtection"] = "Error";

        foreach (var (key, value) in plan.Settings)
        {
            environment[key] = value;
        }

        return start;
    }

    private void Take(string? line, bool isError)
    {
        if (string.IsNullOrWhiteSpace(line))
        {
            return;
        }

        var (level, text) = Levelled().Match(line) is { Success: true } match
            ? (match.Groups["level"].ValueSpan[0], match.Groups["text"].Value)
            : (isError ? Warning : '6', line);

        lock (_lock)
        {
            if (_log.BaseStream is { CanWrite: true })
            {
                _log.WriteLine(line);
            }

            _lastLines.Enqueue(text);
            if (_lastLines.Count > LinesKept)
            {
                _lastLines.Dequeue();
            }
        }

        if (level <= Warning)
        {
            Console.Error.WriteLine($"[{Plan.Name}] {text}");
        }
    }

    [GeneratedRegex("^<(?<level>[0-7])>(?<text>.*)$", RegexOptions.None, 1000)]
    private static partial Regex Levelled();
}
