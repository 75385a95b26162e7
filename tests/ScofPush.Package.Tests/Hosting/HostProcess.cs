using System.Diagnostics;
using System.Text;
using ScofPush.Tests;

namespace ScofPush.Package.Tests.Hosting;

/// <summary>A published host in Production, as a process that starts in its publish folder.</summary>
internal sealed class HostProcess : IAsyncDisposable
{
    private const string Listening = "Now listening on: ";
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly TaskCompletionSource<Uri> _address = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private HostProcess(ProcessStartInfo start)
    {
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Read(line.Data);
        _process.ErrorDataReceived += (_, line) => Read(line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    private string Output
    {
        get
        {
            lock (_output)
            {
                return _output.ToString();
            }
        }
    }

    /// <summary>Starts a host that must listen.</summary>
    public static async Task<(HostProcess Process, Browser Browser)> StartAsync(
        PublishedHosts hosts, string host, Dictionary<string, string> settings, params string[] arguments)
    {
        var process = new HostProcess(StartInfo(hosts, host, settings, arguments));
        try
        {
            var ended = process._process.WaitForExitAsync();
            if (await Task.WhenAny(process._address.Task, ended).WaitAsync(Limit) == ended)
            {
                throw new InvalidOperationException("The host ended: " + process.Output);
            }

            return (process, new Browser(await process._address.Task));
        }
        catch
        {
            await process.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts a host that must not come up, and returns what it wrote.</summary>
    public static async Task<string> FailAsync(PublishedHosts hosts, string host, Dictionary<string, string> settings, params string[] arguments)
    {
        await using var process = new HostProcess(StartInfo(hosts, host, settings, arguments));
        await process._process.WaitForExitAsync().WaitAsync(Limit);
        Assert.NotEqual(0, process._process.ExitCode);
        return process.Output;
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private void Read(string? line)
    {
        lock (_output)
        {
            _output.AppendLine(line);
        }

        if (line?.IndexOf(Listening, StringComparison.Ordinal) is >= 0 and var at)
        {
            _address.TrySetResult(new Uri(line[(at + Listening.Length)..]));
        }
    }

    private static ProcessStartInfo StartInfo(PublishedHosts hosts, string host, Dictionary<string, string> settings, string[] arguments)
    {
        var start = DotNet.Command(hosts.PublishFolder(host), ["exec", host + ".dll", .. arguments]);
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Production";
        start.Environment["ASPNETCORE_URLS"] = "http://127.0.0.1:0";
        start.Environment["HOME"] = hosts.NewFolder();
        foreach (var (key, value) in settings)
        {
            start.Environment[key.Replace(":", "__", StringComparison.Ordinal)] = value;
        }

        return start;
    }
}
