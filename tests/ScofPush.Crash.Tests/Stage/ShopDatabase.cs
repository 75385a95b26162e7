using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;
using ScofPush.Crash.Tests.Crashes;

namespace ScofPush.Crash.Tests.Stage;

/// <summary>An empty database for a shop, which the tests read while the shop is down, as an operator would.</summary>
internal sealed class ShopDatabase : IAsyncDisposable
{
    public const string Sqlite = nameof(Sqlite);
    public const string PostgreSql = nameof(PostgreSql);

    private const string Variable = "SCOFPUSH_TEST_POSTGRES";

    private const string Query = """
        SELECT p."Id", p."State", r."Position", r."State", r."RecordId", r."Attempt", r."Code", r."Card"
        FROM "ScofPushPushes" p JOIN "ScofPushReceipts" r ON r."PushId" = p."Id"
        """;

    private readonly string? _name;

    private ShopDatabase(string provider, string connectionString, string? name)
    {
        Provider = provider;
        ConnectionString = connectionString;
        _name = name;
    }

    public string Provider { get; }

    public string ConnectionString { get; }

    private static string? Server => Environment.GetEnvironmentVariable(Variable);

    /// <summary>Makes the database. Where there is no PostgreSQL the test is skipped; under CI, and in a full run, that fails it.</summary>
    public static async Task<ShopDatabase> CreateAsync(string provider, string folder)
    {
        if (provider == Sqlite)
        {
            return new ShopDatabase(provider, $"Data Source={Path.Combine(folder, "scofpush.db")};Pooling=False", name: null);
        }

        if (string.IsNullOrEmpty(Server))
        {
            Assert.False(
                CrashReport.FullRounds is not null || string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.OrdinalIgnoreCase),
                $"{Variable} is not set.");
            Assert.Skip($"Set {Variable} to the connection string of a PostgreSQL server on which databases may be created.");
        }

        // Two processes with the usual hundred connections each would be more than a server takes by default.
        var name = $"scofpush_crash_{Guid.NewGuid():N}";
        await OnServerAsync($"CREATE DATABASE {name}");
        return new ShopDatabase(
            provider, new NpgsqlConnectionStringBuilder(Server) { Database = name, MaxPoolSize = 20 }.ConnectionString, name);
    }

    /// <summary>Every receipt that was pushed to the shop, as a killed process left it.</summary>
    public async Task<List<StoredReceipt>> ReadAfterKillAsync()
    {
        if (Provider == PostgreSql)
        {
            // The server may still be at the last statement of a client that is gone.
            await using var connection = await ConnectAsync();
            await using var command = connection.CreateCommand();
            command.CommandText = "SELECT COUNT(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()";
            while ((long)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))! > 0)
            {
                await Task.Delay(10, TestContext.Current.CancellationToken);
            }
        }

        return await ReadAsync();
    }

    public async Task<List<StoredReceipt>> ReadAsync()
    {
        await using var connection = await ConnectAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = Query;
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        var receipts = new List<StoredReceipt>();
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
        {
            receipts.Add(new StoredReceipt(
                reader.GetString(0), reader.GetString(1), reader.GetInt32(2), reader.GetString(3), reader.GetString(4), reader.GetInt32(5), Text(6), Text(7)));
        }

        return receipts;

        string? Text(int column) => reader.IsDBNull(column) ? null : reader.GetString(column);
    }

    public async ValueTask DisposeAsync()
    {
        if (_name is not null)
        {
            await OnServerAsync($"DROP DATABASE {_name} WITH (FORCE)");
        }
    }

    private async Task<DbConnection> ConnectAsync()
    {
        DbConnection connection = Provider == Sqlite ? new SqliteConnection(ConnectionString) : new NpgsqlConnection(ConnectionString + ";Pooling=False");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        return connection;
    }

    private static async Task OnServerAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(Server) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }
}

/// <summary>A receipt as the database has it.</summary>
internal sealed record StoredReceipt(string PushId, string PushState, int Position, string State, string RecordId, int Attempt, string? Code, string? Card);
