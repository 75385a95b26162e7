namespace ScofPush.Mastercard.Tests.Attempts;

/// <summary>
/// The table in docs/reliability.md is what the matrix found. With SCOFPUSH_WRITE_DOCS set, the test writes it. It is always written to
/// artifacts/attempts.md.
/// </summary>
internal static class ReliabilityPage
{
    private const string Start = "<!-- attempts -->";
    private const string End = "<!-- end of attempts -->";

    public static async Task CheckAsync(string table)
    {
        var root = RepositoryRoot();
        await File.WriteAllTextAsync(
            Path.Combine(Directory.CreateDirectory(Path.Combine(root, "artifacts")).FullName, "attempts.md"),
            table,
            TestContext.Current.CancellationToken
        );

        var path = Path.Combine(root, "docs", "reliability.md");
        var page = await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken);
        var (start, end) = (page.IndexOf(Start, StringComparison.Ordinal) + Start.Length, page.IndexOf(End, StringComparison.Ordinal));
        if (Environment.GetEnvironmentVariable("SCOFPUSH_WRITE_DOCS") is { Length: > 0 })
        {
            await File.WriteAllTextAsync(path, $"{page[..start]}\n\n{table}\n{page[end..]}", TestContext.Current.CancellationToken);
            return;
        }

        Assert.Equal($"\n\n{table}\n", page[start..end]);
    }

    private static string RepositoryRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "ScofPush.Plugin.sln")))
        {
            folder = folder.Parent!;
        }

        return folder.FullName;
    }
}
