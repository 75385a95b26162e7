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
    /// tables; those of ScofPush are all named <c>ScofPush...</c>, see <see cref="CreateSchema"/>.
    /// </summary>
    public string? ConnectionString { get; set; }

    /// <summary>
    /// Whether ScofPush creates and upgrades its tables in PostgreSQL after the host has started. Default: in Development only; elsewhere somebody
    /// runs <c>scripts/postgresql.sql</c> of this package; while the tables are missing or older than the package, the log says so (SP2502) and
    /// pushes show a page. SQLite is always created and upgraded. Without effect on the host's own context.
    /// </summary>
    public bool? CreateSchema { get; set; }
}
