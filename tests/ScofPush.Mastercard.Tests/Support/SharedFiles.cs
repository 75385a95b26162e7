namespace ScofPush.Mastercard.Tests.Support;

/// <summary>Mastercard's own data lies beside the repository, never in it.</summary>
internal static class SharedFiles
{
    public static string? Find(string name)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var file = Path.Combine(folder.FullName, "shared", "mastercard", name);
            if (File.Exists(file))
            {
                return file;
            }
        }

        return null;
    }

    /// <summary>The file; without it the test is skipped, on the build server it fails.</summary>
    public static string Require(string name)
    {
        var file = Find(name);
        if (file is null)
        {
            Assert.False(Environment.GetEnvironmentVariable("CI") == "true", $"shared/mastercard/{name} is missing.");
            Assert.Skip($"shared/mastercard/{name} is not on this machine.");
        }

        return file;
    }
}
