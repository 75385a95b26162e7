using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;

namespace ScofPush.EntityFrameworkCore;

/// <summary>
/// Creates the tables where they are missing. Not EnsureCreated: that does nothing in a database which has any table, such as the
/// host's, and fails when two processes start at once.
/// </summary>
internal static class Schema
{
    /// <summary>Makes the database ready for use.</summary>
    /// <returns>Whether the tables were created by this call.</returns>
    public static async Task<bool> CreateIfMissingAsync(ScofPushDbContext context, StoreSettings settings, CancellationToken cancellationToken)
    {
        if (settings.Provider == StoreProvider.Sqlite)
        {
            if (settings.File is { } file)
            {
                SqliteFile.Create(file);
            }

            // Kept in the file: readers are not blocked by the writer. Commits stay synchronous (SQLite's default), since a claim
            // that a power cut takes back could be enrolled twice.
            await context.Database.ExecuteSqlAsync($"PRAGMA journal_mode = 'wal'", cancellationToken);
        }

        if (await ExistsAsync(context, settings.Provider, cancellationToken))
        {
            return false;
        }

        // SQLite takes the write lock right here (BEGIN IMMEDIATE); PostgreSQL by the statement below. Both hold it until the end.
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        if (settings.Provider == StoreProvider.PostgreSql)
        {
            await context.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock(hashtext('ScofPush schema'))", cancellationToken);
        }

        if (await ExistsAsync(context, settings.Provider, cancellationToken))
        {
            return false;
        }

        await context.GetService<IRelationalDatabaseCreator>().CreateTablesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    private static async Task<bool> ExistsAsync(ScofPushDbContext context, StoreProvider provider, CancellationToken cancellationToken)
    {
        // Not to_regclass: its "no" is cached for the transaction and would hide what another process has created meanwhile.
        var tables = provider == StoreProvider.Sqlite
            ? context.Database.SqlQuery<int>(
                $"""SELECT COUNT(*) AS "Value" FROM sqlite_master WHERE type = 'table' AND name = {ScofPushDbContext.PushTable}""")
            : context.Database.SqlQuery<int>(
                $"""
                SELECT COUNT(*)::int AS "Value" FROM pg_catalog.pg_tables
                WHERE tablename = {ScofPushDbContext.PushTable} AND schemaname = ANY (current_schemas(false))
                """);
        return await tables.SingleAsync(cancellationToken) > 0;
    }
}
