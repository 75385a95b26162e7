namespace ScofPush.AspNetCore.Tests.Properties;

/// <summary>The file that <c>.ci/run</c> prints. A run begins it anew.</summary>
internal static class PropertyReport
{
    private static readonly Lock Gate = new();
    private static readonly string Path = Create();

    public static void Write(string text)
    {
        lock (Gate)
        {
            File.AppendAllText(Path, text + Environment.NewLine);
        }
    }

    private static string Create()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(System.IO.Path.Combine(folder.FullName, "ScofPush.Plugin.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("These tests run from their place in the repository.");
        }

        var path = System.IO.Path.Combine(folder.CreateSubdirectory("artifacts").FullName, "properties.txt");
        File.Delete(path);
        return path;
    }
}
