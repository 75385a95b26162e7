using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using ScofPush.AspNetCore.Diagnostics;

namespace ScofPush.EntityFrameworkCore;

/// <summary>
/// Creates and upgrades the tables of ScofPush's own context by the scripts in this assembly (ADR 0013). A step may only add what an older
/// release can live with, because nodes of both run at once during a rollout.
/// </summary>
internal static class Schema
{
    /// <summary>What the scripts lead to. Version 1 had no table that says so.</summary>
    public const int Version = 4;

    private const string VersionTable = "ScofPushSchema";
    private const string FirstTable = "ScofPushPushes";

    /// <summary>Makes the database ready for use.</summary>
    /// <returns>The version that was found: 0 for no tables.</returns>
    /// <exception cref="StoreException">The tables are missing or old and may not be created (SP2502), or the file cannot be written (SP2501).</exception>
    public static async Task<int> UpgradeAsync(DbContext context, StoreSettings settings, CancellationToken cancellationToken)
    {
        if (settings.Provider == StoreProvider.Sqlite)
        {
            if (settings.File is { } file)
            {
                SqliteFile.Create(file, settings.Key);
            }

            await context.Database.OpenConnectionAsync(cancellationToken);
            SqliteFile.RequireWritable((SqliteConnection)context.Database.GetDbConnection(), settings.Key);

            // Kept in the file: readers are not blocked by the writer. Commits stay synchronous (SQLite's default), since a claim
            // that a power cut takes back could be enrolled twice.
            await context.Database.ExecuteSqlAsync($"PRAGMA journal_mode = 'wal'", cancellationToken);
        }

        var found = await ReadVersionAsync(context, settings.Provider, cancellationToken);
        if (found >= Version)
        {
            return found;
        }

        if (!settings.MayCreateSchema)
        {
            throw new StoreException(Outdated);
        }

        try
        {
            return await RunScriptsAsync(context, settings.Provider, cancellationToken);
        }
        catch (Exception e) when (IsForbidden(e))
        {
            throw new StoreException(Outdated, e);
        }
    }

    // Apart, so that a shop on SQLite does not load Npgsql.
    private static bool IsForbidden(Exception exception) => exception is PostgresException { SqlState: PostgresErrorCodes.InsufficientPrivilege };

    private static ConfigurationProblem Outdated => new(
        ScofPushCodes.StoreSchema,
        StoreOptions.SectionName + ":" + nameof(StoreOptions.CreateSchema),
        "The tables of ScofPush are missing in this PostgreSQL database or older than this release. Run scripts/postgresql.sql of the package "
        + "ScofPush.EntityFrameworkCore on it (psql --single-transaction --set ON_ERROR_STOP=1 --file postgresql.sql), or set this key to true "
        + "and give the role the right to create tables.");

    private static async Task<int> RunScriptsAsync(DbContext context, StoreProvider provider, CancellationToken cancellationToken)
    {
        // SQLite takes the write lock right here (BEGIN IMMEDIATE); PostgreSQL by the statement below. Both hold it until the end.
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        if (provider == StoreProvider.PostgreSql)
        {
            await context.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock(hashtext('ScofPush schema'))", cancellationToken);
        }

        var found = await ReadVersionAsync(context, provider, cancellationToken);
        string[] scripts = provider == StoreProvider.PostgreSql
            ? found < Version ? ["postgresql"] : []
            : [.. Enumerable.Range(found + 1, Math.Max(0, Version - found)).Select(step => $"sqlite-{step}")];
        foreach (var script in scripts)
        {
            await context.Database.ExecuteSqlRawAsync(await ReadScriptAsync(script, cancellationToken), cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        return found;
    }

    private static async Task<string> ReadScriptAsync(string name, CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(typeof(Schema).Assembly.GetManifestResourceStream($"{name}.sql")!);
        return await reader.ReadToEndAsync(cancellationToken);
    }

    private static async Task<int> ReadVersionAsync(DbContext context, StoreProvider provider, CancellationToken cancellationToken)
    {
        // Not to_regclass: its "no" is cached for the transaction and would hide what another process has created meanwhile.
        var query = provider == StoreProvider.Sqlite
            ? context.Database.SqlQuery<string>(
                $"""SELECT name AS "Value" FROM sqlite_master WHERE type = 'table' AND name IN ({FirstTable}, {VersionTable})""")
            : context.Database.SqlQuery<string>(
                $"""
                SELECT tablename AS "Value" FROM pg_catalog.pg_tables
                WHERE tablename IN ({FirstTable}, {VersionTable}) AND schemaname = ANY (current_schemas(false))
                """);
        var tables = await query.ToListAsync(cancellationToken);
        return !tables.Contains(VersionTable) ? Math.Min(tables.Count, 1)
            : await context.Database.SqlQuery<int>($"""SELECT COALESCE(MAX("Version"), 0) AS "Value" FROM "ScofPushSchema" """).SingleAsync(cancellationToken);
    }
}
