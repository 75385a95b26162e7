using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;
using ScofPush.Shared;
using Xunit;

namespace ScofPush.EntityFrameworkCore.Tests.Databases;

/// <summary>An empty database of its own, gone afterwards; as a class fixture or for one test.</summary>
public abstract class TestDatabase : IAsyncLifetime
{
    private StoreHost? _shared;

    public string ContentRoot { get; private set; } = string.Empty;

    /// <summary>One host for all who do not care.</summary>
    public StoreHost Shared => _shared ??= Open();

    public abstract Dictionary<string, string?> Settings { get; }

    public virtual StoreHost Open() => new(ContentRoot, Settings);

    public abstract DbConnection Connect();

    public virtual ValueTask InitializeAsync()
    {
        ContentRoot = Directory.CreateTempSubdirectory("scofpush-").FullName;
        return ValueTask.CompletedTask;
    }

    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        _shared?.Dispose();
        SqliteConnection.ClearAllPools();
        Directory.Delete(ContentRoot, recursive: true);
        return ValueTask.CompletedTask;
    }

    public async Task ExecuteAsync(string sql)
    {
        await using var connection = Connect();
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }

    public async Task<object?> ScalarAsync(string sql)
    {
        await using var connection = Connect();
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return await command.ExecuteScalarAsync();
    }
}

public class SqliteDatabase : TestDatabase
{
    public string File => Path.Combine(ContentRoot, "App_Data", "scofpush.db");

    public override Dictionary<string, string?> Settings => [];

    public string ConnectionString => new SqliteConnectionStringBuilder { DataSource = File }.ConnectionString;

    public override DbConnection Connect()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(File)!);
        return new SqliteConnection(ConnectionString);
    }
}

public class PostgreSqlDatabase : TestDatabase
{
    private const string Variable = "SCOFPUSH_TEST_POSTGRES";
    private readonly string _name = "scofpush_test_" + Samples.Text(12).Replace('-', '_').ToLowerInvariant();

    public override Dictionary<string, string?> Settings => new()
    {
        ["ScofPush:Store:Provider"] = nameof(StoreProvider.PostgreSql),
        ["ScofPush:Store:CreateSchema"] = "true",
        ["ConnectionStrings:ScofPush"] = ConnectionString,
    };

    public string ConnectionString => On(_name);

    public string Name => _name;

    protected static bool IsAvailable => !string.IsNullOrEmpty(Server);

    private static string? Server => Environment.GetEnvironmentVariable(Variable);

    public override DbConnection Connect() => new NpgsqlConnection(On(_name));

    /// <summary>Skips the test where there is no server; under CI that fails it.</summary>
    public static void Require()
    {
        if (string.IsNullOrEmpty(Server))
        {
            Assert.False(
                string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.OrdinalIgnoreCase),
                $"{Variable} is not set.");
            Assert.Skip($"Set {Variable} to the connection string of a PostgreSQL server on which databases may be created.");
        }
    }

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        if (!string.IsNullOrEmpty(Server))
        {
            await OnServerAsync($"CREATE DATABASE {_name}");
        }
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        if (!string.IsNullOrEmpty(Server))
        {
            await OnServerAsync($"DROP DATABASE {_name} WITH (FORCE)");
        }
    }

    private static string On(string database) => new NpgsqlConnectionStringBuilder(Server) { Database = database }.ConnectionString;

    public static async Task OnServerAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(Server) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }
}
