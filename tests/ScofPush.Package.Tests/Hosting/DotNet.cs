using System.Diagnostics;

namespace ScofPush.Package.Tests.Hosting;

/// <summary>The <c>dotnet</c> command.</summary>
internal static class DotNet
{
    private static readonly string[] InheritedFromTheRunner = ["MSBUILD", "ASPNETCORE_", "DOTNET_ENVIRONMENT", "DOTNET_STARTUP_HOOKS"];

    public static ProcessStartInfo Command(string folder, params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(System.Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", arguments)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder,
        };
        foreach (var name in start.Environment.Keys.Where(IsInherited).ToList())
        {
            start.Environment.Remove(name);
        }

        return start;
    }

    /// <summary>Runs a build to its end. No build node stays behind: it would keep the output open.</summary>
    public static async Task BuildAsync(string folder, params IEnumerable<string> arguments)
    {
        var command = Command(folder, [.. arguments, "-nodeReuse:false", "-nologo"]);
        command.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        using var process = Process.Start(command)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"dotnet {string.Join(' ', command.ArgumentList)} ended with {process.ExitCode}: {await output}{await error}");
        }
    }

    private static bool IsInherited(string name) =>
        InheritedFromTheRunner.Any(prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase));
}
