using Npgsql;

namespace ScofPush.Benchmarks.Accepting;

/// <summary>A PostgreSQL database for one shop, where <c>SCOFPUSH_TEST_POSTGRES</c> names a server.</summary>
internal sealed class BenchDatabase : IAsyncDisposable
{
    private readonly string _name = $"scofpush_bench_{Guid.NewGuid():N}";

    private BenchDatabase()
    {
    }

    public static bool IsThere => !string.IsNullOrEmpty(Server);

    public string ConnectionString => new NpgsqlConnectionStringBuilder(Server) { Database = _name }.ConnectionString;

    private static string? Server => Environment.GetEnvironmentVariable("SCOFPUSH_TEST_POSTGRES");

    public static async Task<BenchDatabase> CreateAsync()
    {
        var database = new BenchDatabase();
        await OnServerAsync($"CREATE DATABASE {database._name}");
        return database;
    }

    public async ValueTask DisposeAsync() => await OnServerAsync($"DROP DATABASE {_name} WITH (FORCE)");

    private static async Task OnServerAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(Server) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }
}
