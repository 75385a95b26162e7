using System.Reflection;
using System.Text.RegularExpressions;
using ScofPush.AspNetCore.Diagnostics;
using Xunit;

namespace ScofPush.AspNetCore.Tests.Conventions;

/// <summary>docs/security.md promises tests and codes: they must exist.</summary>
public sealed partial class SecurityPageTests
{
    private static readonly string Text = File.ReadAllText(Path.Combine(RepositoryRoot(), "docs", "security.md"));

    [Fact]
    public void Page_namedTests_exist()
    {
        var rows = Text.Split('\n').Where(line => line.StartsWith("| ", StringComparison.Ordinal) && !line.EndsWith("| shown by |", StringComparison.Ordinal)).ToArray();
        Assert.True(rows.Length > 30);
        Assert.All(rows, row =>
        {
            var names = TestName().Matches(row.Split('|')[^2]).Select(match => match.Groups["name"].Value).ToArray();
            Assert.NotEmpty(names);
            Assert.All(names, name => Assert.True(Exists(name), $"There is no test {name}."));
        });
    }

    [Fact]
    public void Page_namedCodes_exist()
    {
        var codes = typeof(ScofPushCodes).GetFields().Select(field => (string)field.GetRawConstantValue()!).ToArray();
        Assert.All(Code().Matches(Text).Select(match => match.Value).Distinct(), code => Assert.Contains(code, codes));
    }

    /// <summary>A test of another project is told by its file, one of this by itself.</summary>
    private static bool Exists(string name)
    {
        var parts = name.Split('.');
        string[] others = ["ScofPush.Browser.Tests", "ScofPush.Hosts.Tests"];
        var files = others.Select(project => Path.Combine(RepositoryRoot(), "tests", project, $"{parts[0]}.cs")).Where(File.Exists);
        return files.Any(file => parts.Length == 1 || File.ReadAllText(file).Contains($" {parts[1]}(", StringComparison.Ordinal))
            || (Assembly.GetExecutingAssembly().GetTypes().FirstOrDefault(type => type.Name == parts[0]) is { } type
                && (parts.Length == 1 || (type.GetMethod(parts[1]) is { } method && method.IsDefined(typeof(FactAttribute)))));
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

    [GeneratedRegex("`(?<name>[A-Za-z]+Tests(?:\\.[A-Za-z0-9_]+)?)`", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex TestName();

    [GeneratedRegex("SP[0-9]{4}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Code();
}
