using Microsoft.Data.Sqlite;
using ScofPush.AspNetCore.Diagnostics;
using SQLitePCL;

namespace ScofPush.EntityFrameworkCore;

/// <summary>
/// The SQLite file and its folder. An existing file is never opened as a file: closing it would drop the locks that this process has on
/// it (POSIX).
/// </summary>
internal static class SqliteFile
{
    /// <summary>Creates folder and file if they are missing; a new file can be read by this process's user only.</summary>
    /// <exception cref="StoreException">They cannot be created.</exception>
    public static void Create(string file, string key)
    {
        try
        {
            CreateFolder(file);
            if (!File.Exists(file))
            {
                CreateFile(file);
            }
        }
        catch (IOException) when (File.Exists(file))
        {
            // Another process was faster.
        }
        catch (Exception e) when (IsRefusal(e))
        {
            throw new StoreException(NotWritable(key), e);
        }
    }

    /// <summary>Whether files can be created in the folder, since SQLite keeps its log beside the file.</summary>
    public static bool CanWriteBeside(string file)
    {
        try
        {
            var folder = CreateFolder(file);
            using var probe = new FileStream(
                Path.Combine(folder, Path.GetRandomFileName()), FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose);
            return !Directory.Exists(file);
        }
        catch (Exception e) when (IsRefusal(e))
        {
            return false;
        }
    }

    /// <summary>SQLite opens a file that it may not write for reading only, and says so at the first write.</summary>
    /// <exception cref="StoreException">It did.</exception>
    public static void RequireWritable(SqliteConnection connection, string key)
    {
        if (raw.sqlite3_db_readonly(connection.Handle, "main") != 0)
        {
            throw new StoreException(NotWritable(key));
        }
    }

    public static ConfigurationProblem NotWritable(string key) => new(
        ScofPushCodes.StoreUnavailable,
        key,
        "The SQLite file or its folder cannot be created or written to (by default App_Data below the content root). "
        + "Grant this process the right to write both, or name a file in another folder.");

    private static bool IsRefusal(Exception exception) => exception is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException;

    private static string CreateFolder(string file)
    {
        var folder = Path.GetDirectoryName(file) ?? file;
        Directory.CreateDirectory(folder);
        return folder;
    }

    private static void CreateFile(string file)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.ReadWrite | FileShare.Delete };
        if (!OperatingSystem.IsWindows())
        {
            // An empty file is an empty database, and SQLite gives its log the rights of the database.
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using var created = new FileStream(file, options);
    }
}
