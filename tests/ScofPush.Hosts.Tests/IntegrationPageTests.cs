using ScofPush.Hosts.Tests.Matrix;
using Xunit;

namespace ScofPush.Hosts.Tests;

/// <summary>The table in docs/integration.md is what the matrix produced. With SCOFPUSH_WRITE_DOCS set, the test writes it.</summary>
public sealed class IntegrationPageTests
{
    private const string Start = "<!-- matrix -->";
    private const string End = "<!-- end of matrix -->";

    [Fact]
    public async Task Page_matrix_isWhatTheHostsDid()
    {
        var path = Path.Combine(RepositoryRoot(), "docs", "integration.md");
        var page = await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken);
        var (start, end) = (page.IndexOf(Start, StringComparison.Ordinal) + Start.Length, page.IndexOf(End, StringComparison.Ordinal));
        var table = $"\n\n{await MatrixTable.RenderAsync()}\n\n";
        if (Environment.GetEnvironmentVariable("SCOFPUSH_WRITE_DOCS") is { Length: > 0 })
        {
            page = page[..start] + table + page[end..];
            await File.WriteAllTextAsync(path, page, TestContext.Current.CancellationToken);
            return;
        }

        Assert.Equal(table, page[start..end]);
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
