using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace ScofPush.Browser.Tests.Stage;

/// <summary>The demo as a user starts it: a process of its own, with the shop, the bank and the network below it.</summary>
internal sealed partial class DemoProcess : IDisposable
{
    private const string Ready = "ScofPush demo is ready";

    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(100);
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(20);

    private readonly Process _process;
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<string> _said = [];
    private readonly Dictionary<string, string> _addresses = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();

    private DemoProcess(Process process) => _process = process;

    /// <summary>The shop's address, as the browser sees it, without a slash at the end.</summary>
    public string Shop => _addresses["Shop"];

    public string Bank => _addresses["Bank"];

    public string Network => _addresses["Network"];

    /// <summary>Starts a demo, with settings for its shop beside its own.</summary>
    public static async Task<DemoProcess> StartAsync(string data, params (string Key, string Value)[] settings)
    {
        var assembly = Repository.OutputOf("samples/Demo", "Demo.dll");
        var start = new ProcessStartInfo(
            Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet",
            [assembly, "--port", FreePort().ToString(CultureInfo.InvariantCulture), "--data", data])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        // Shorter than the network's slow answer, so that the Working page is met as well.
        start.Environment["ScofPush__Enrollment__Wait"] = "00:00:01";
        foreach (var (key, value) in settings)
        {
            start.Environment[key] = value;
        }

        var demo = new DemoProcess(new Process { StartInfo = start });
        demo._process.OutputDataReceived += (_, line) => demo.Hear(line.Data);
        demo._process.ErrorDataReceived += (_, line) => demo.Hear(line.Data);
        demo._process.Start();
        demo._process.BeginOutputReadLine();
        demo._process.BeginErrorReadLine();
        await demo.WaitUntilReadyAsync();
        return demo;
    }

    /// <summary>Presses Ctrl+C. The demo must end by itself, with 0, and take its children with it.</summary>
    public async Task StopAsync()
    {
        var children = ChildrenOf(_process.Id);
        using (var interrupt = Process.Start("sh", ["-c", $"kill -INT {_process.Id}"]))
        {
            await interrupt.WaitForExitAsync();
        }

        try
        {
            await _process.WaitForExitAsync().WaitAsync(StopLimit);
        }
        catch (TimeoutException)
        {
            _process.Kill(entireProcessTree: true);
            Assert.Fail($"The demo did not stop upon SIGINT.{Said()}");
        }

        Assert.True(_process.ExitCode == 0, $"The demo ended with {_process.ExitCode}.{Said()}");
        Assert.Equal(3, children.Count);
        Assert.DoesNotContain(children, child => Directory.Exists($"/proc/{child}"));
    }

    public void Dispose() => _process.Dispose();

    private async Task WaitUntilReadyAsync()
    {
        try
        {
            var first = await Task.WhenAny(_ready.Task, _process.WaitForExitAsync()).WaitAsync(StartLimit);
            if (first == _ready.Task)
            {
                return;
            }
        }
        catch (TimeoutException)
        {
            _process.Kill(entireProcessTree: true);
        }

        throw new InvalidOperationException($"The demo did not start.{Said()}");
    }

    private void Hear(string? line)
    {
        if (line is null)
        {
            return;
        }

        lock (_lock)
        {
            _said.Add(line);
            if (AddressLine().Match(line) is { Success: true } match)
            {
                _addresses[match.Groups["who"].Value] = match.Groups["address"].Value;
            }
        }

        if (line.Trim() == Ready)
        {
            _ready.TrySetResult();
        }
    }

    private string Said()
    {
        lock (_lock)
        {
            return Environment.NewLine + string.Join(Environment.NewLine, _said);
        }
    }

    /// <summary>A port to begin with; the demo goes on to the next three free ones by itself.</summary>
    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return Math.Min(((IPEndPoint)listener.LocalEndpoint).Port, IPEndPoint.MaxPort - 100);
    }

    private static List<string> ChildrenOf(int parent)
    {
        var children = new List<string>();
        foreach (var folder in Directory.GetDirectories("/proc").Where(path => int.TryParse(Path.GetFileName(path), CultureInfo.InvariantCulture, out _)))
        {
            try
            {
                if (ParentLine().Match(File.ReadAllText(Path.Combine(folder, "status"))) is { Success: true } match
                    && int.Parse(match.Groups["parent"].Value, CultureInfo.InvariantCulture) == parent)
                {
                    children.Add(Path.GetFileName(folder));
                }
            }
            catch (IOException)
            {
                // It ended while we looked.
            }
        }

        return children;
    }

    [GeneratedRegex(@"^\s+(?<who>Shop|Bank|Network)\s+(?<address>http://\S+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex AddressLine();

    [GeneratedRegex(@"^PPid:\s+(?<parent>\d+)", RegexOptions.ExplicitCapture | RegexOptions.Multiline, 1000)]
    private static partial Regex ParentLine();
}
