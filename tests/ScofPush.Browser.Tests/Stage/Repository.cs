namespace ScofPush.Browser.Tests.Stage;

internal static class Repository
{
    private static readonly string Project = Above(AppContext.BaseDirectory, "ScofPush.Browser.Tests.csproj");

    public static string Root { get; } = Above(Project, "ScofPush.Plugin.sln");

    /// <summary>A file of another project's build, which lies below it as ours lies below our project.</summary>
    public static string OutputOf(string project, string file) =>
        Path.GetFullPath(Path.Combine(Root, project, Path.GetRelativePath(Project, AppContext.BaseDirectory), file));

    private static string Above(string path, string file)
    {
        for (var folder = new DirectoryInfo(path); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, file)))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException($"{file} is not above {path}: these tests run from their place in the repository.");
    }
}
