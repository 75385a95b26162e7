using System.Diagnostics;

namespace ScofPush.Plugin.Tests.Hosting;

/// <summary>The Storefront sample as a process of its own, for the one thing that cannot be done to a host in this process: killing it.</summary>
internal sealed class ShopProcess : IAsyncDisposable
{
    private const string Listening = "Now listening on: ";
    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(1);

    private readonly Process _process;

    private ShopProcess(Process process, Uri address)
    {
        _process = process;
        Address = address;
    }

    public Uri Address { get; }

    /// <param name="folder">What the shop keeps.</param>
    /// <param name="contentRoot">That of the shops in this process: Data Protection tells applications apart by it.</param>
    public static async Task<ShopProcess> StartAsync(ShopFolder folder, string contentRoot)
    {
        var process = new Process { StartInfo = StartInfo(folder, contentRoot) };
        var address = new TaskCompletionSource<Uri>(TaskCreationOptions.RunContinuationsAsynchronously);
        process.OutputDataReceived += (_, line) =>
        {
            if (line.Data is null)
            {
                address.TrySetException(new InvalidOperationException("The shop ended before it listened."));
            }
            else if (line.Data.IndexOf(Listening, StringComparison.Ordinal) is >= 0 and var at)
            {
                address.TrySetResult(new Uri(line.Data[(at + Listening.Length)..]));
            }
        };
        process.Start();
        process.BeginOutputReadLine();
        try
        {
            return new ShopProcess(process, await address.Task.WaitAsync(StartLimit));
        }
        catch
        {
            await EndAsync(process);
            throw;
        }
    }

    /// <summary>SIGKILL: nothing in the shop runs any more.</summary>
    public async ValueTask DisposeAsync() => await EndAsync(_process);

    private static async Task EndAsync(Process process)
    {
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
    }

    private static ProcessStartInfo StartInfo(ShopFolder folder, string contentRoot)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet")
        {
            ArgumentList = { "exec", Path.Combine(AppContext.BaseDirectory, "Storefront.dll") },
            UseShellExecute = false,
            RedirectStandardOutput = true,
            WorkingDirectory = contentRoot,
        };
        var environment = start.Environment;
        foreach (var inherited in environment.Keys.Where(key => key.StartsWith("ASPNETCORE_", StringComparison.OrdinalIgnoreCase)).ToList())
        {
            environment.Remove(inherited);
        }

        environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        environment["ASPNETCORE_CONTENTROOT"] = contentRoot;
        environment["ASPNETCORE_URLS"] = "http://127.0.0.1:0";
        environment["Logging__LogLevel__Microsoft.Hosting.Lifetime"] = "Information";
        environment["HOME"] = Directory.CreateDirectory(folder.Home).FullName;
        foreach (var (key, value) in folder.Settings)
        {
            environment[key.Replace(":", "__", StringComparison.Ordinal)] = value;
        }

        return start;
    }
}
