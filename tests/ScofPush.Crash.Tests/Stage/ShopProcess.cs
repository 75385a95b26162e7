using System.Diagnostics;
using System.Text;

namespace ScofPush.Crash.Tests.Stage;

/// <summary>The crash shop as a process of its own.</summary>
internal sealed class ShopProcess : IAsyncDisposable
{
    private const string Listening = "Now listening on: ";
    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(1);

    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly TaskCompletionSource<Uri> _address = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ShopProcess(ProcessStartInfo start)
    {
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Read(line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
    }

    public Uri Address => _address.Task.Result;

    public static async Task<ShopProcess> StartAsync(string contentRoot, IEnumerable<KeyValuePair<string, string>> settings)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet")
        {
            ArgumentList = { "exec", Path.Combine(AppContext.BaseDirectory, "ScofPush.Crash.Shop.dll") },
            UseShellExecute = false,
            RedirectStandardOutput = true,
            WorkingDirectory = contentRoot,
        };
        var environment = start.Environment;
        environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        environment["ASPNETCORE_URLS"] = "http://127.0.0.1:0";
        environment["Logging__LogLevel__Default"] = "Warning";
        environment["Logging__LogLevel__Microsoft.Hosting.Lifetime"] = "Information";
        foreach (var (key, value) in settings)
        {
            environment[key.Replace(":", "__", StringComparison.Ordinal)] = value;
        }

        var shop = new ShopProcess(start);
        try
        {
            await shop._address.Task.WaitAsync(StartLimit);
            return shop;
        }
        catch
        {
            await shop.KillAsync();
            throw;
        }
    }

    /// <summary>SIGKILL: nothing in the shop runs any more.</summary>
    /// <returns>The time just before.</returns>
    public async Task<DateTimeOffset> KillAsync()
    {
        var at = TimeProvider.System.GetUtcNow();
        _process.Kill();
        await _process.WaitForExitAsync();
        return at;
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _process.Dispose();
    }

    private void Read(string? line)
    {
        if (line is null)
        {
            _address.TrySetException(new InvalidOperationException($"The shop ended before it listened: {_output}"));
            return;
        }

        _output.AppendLine(line);
        if (line.IndexOf(Listening, StringComparison.Ordinal) is >= 0 and var at)
        {
            _address.TrySetResult(new Uri(line[(at + Listening.Length)..]));
        }
    }
}
