namespace ScofPush.EntityFrameworkCore;

/// <summary>The database that keeps pushes and cards.</summary>
public enum StoreProvider
{
    /// <summary>A SQLite file beside the application: one node, nothing to install.</summary>
    Sqlite,

    /// <summary>PostgreSQL: for several nodes.</summary>
    PostgreSql,
}
