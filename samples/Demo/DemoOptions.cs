using System.Globalization;

namespace Demo;

internal sealed record DemoOptions(int Port, string DataFolder)
{
    public const string Usage = """
        dotnet run --project samples/Demo -- [--port N] [--data folder]

          --port N       the shop listens on N, the bank on N+1, the network on N+2 (default 5101)
          --data folder  keys, databases and logs (default samples/Demo/App_Data)
        """;

    private const int DefaultPort = 5101;

    /// <summary>The options, or nothing when the command line makes no sense.</summary>
    public static DemoOptions? Parse(string[] args)
    {
        var options = new DemoOptions(DefaultPort, Path.Combine(Layout.ProjectFolder, "App_Data"));
        for (var index = 0; index < args.Length; index += 2)
        {
            switch (args[index..])
            {
                case ["--port", var text, ..] when TryPort(text, out var port):
                    options = options with { Port = port };
                    break;
                case ["--data", { Length: > 0 } folder, ..]:
                    options = options with { DataFolder = Path.GetFullPath(folder) };
                    break;
                default:
                    return null;
            }
        }

        return options;
    }

    private static bool TryPort(string text, out int port) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out port) && port is > 0 and <= PortTriple.LastStart;
}
