namespace ScofPush.EntityFrameworkCore;

/// <summary>The SQLite file and its folder.</summary>
internal static class SqliteFile
{
    /// <summary>Creates the folder of the file if it is missing.</summary>
    /// <returns>The folder.</returns>
    public static string CreateFolder(string file)
    {
        var folder = Path.GetDirectoryName(file) ?? file;
        Directory.CreateDirectory(folder);
        return folder;
    }

    /// <summary>Creates folder and file if they are missing; a new file can be read by this process's user only.</summary>
    public static void Create(string file)
    {
        CreateFolder(file);
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.ReadWrite | FileShare.Delete };
        if (!OperatingSystem.IsWindows())
        {
            // An empty file is an empty database, and SQLite gives its log the rights of the database.
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using var created = new FileStream(file, options);
    }
}
