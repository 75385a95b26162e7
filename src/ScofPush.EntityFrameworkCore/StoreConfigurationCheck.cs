using ScofPush.AspNetCore.Diagnostics;

namespace ScofPush.EntityFrameworkCore;

/// <summary>Finds a store that cannot work before the first shopper does. It opens no database.</summary>
internal sealed class StoreConfigurationCheck(StoreSettingsReader reader) : IConfigurationCheck
{
    public IEnumerable<ConfigurationProblem> Check()
    {
        var settings = reader.TryRead(out var problem);
        if (settings?.File is { } file && !CanWriteBeside(file))
        {
            problem = new(
                ScofPushCodes.StoreUnavailable,
                settings.Key,
                "The folder of the SQLite file cannot be created or written to (by default App_Data below the content root). "
                + "Grant this process the right to write there, or name a file in another folder.");
        }

        return problem is null ? [] : [problem];
    }

    private static bool CanWriteBeside(string file)
    {
        try
        {
            // SQLite keeps its log beside the file, so a writable file in a read-only folder is not enough.
            var folder = SqliteFile.CreateFolder(file);
            using var probe = new FileStream(
                Path.Combine(folder, Path.GetRandomFileName()), FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose);
            return !Directory.Exists(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            return false;
        }
    }
}
