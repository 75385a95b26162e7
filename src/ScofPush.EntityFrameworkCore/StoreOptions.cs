namespace ScofPush.EntityFrameworkCore;

/// <summary>
/// Configuration section <c>ScofPush:Store</c>. It is read when the store is first used or checked, not at registration.
/// </summary>
public sealed class StoreOptions
{
    /// <summary>The configuration section.</summary>
    public const string SectionName = "ScofPush:Store";

    /// <summary>Which database. Default: <see cref="StoreProvider.Sqlite"/>.</summary>
    public StoreProvider Provider { get; set; } = StoreProvider.Sqlite;

    /// <summary>
    /// The connection string. Default: <c>ConnectionStrings:ScofPush</c>; if that is missing too, SQLite keeps the file
    /// <c>App_Data/scofpush.db</c> below the content root, and PostgreSQL is a configuration problem. A relative
    /// <c>Data Source</c> of SQLite is relative to the content root. A PostgreSQL database must exist and may be shared with other
    /// tables; ScofPush creates its own tables, all named <c>ScofPush...</c>, when they are missing.
    /// </summary>
    public string? ConnectionString { get; set; }
}
