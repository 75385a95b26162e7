using System.Data.Common;
using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;
using ScofPush.AspNetCore.Pending;
using ScofPush.EntityFrameworkCore.Tests.Databases;
using ScofPush.Shared;
using Xunit;

namespace ScofPush.EntityFrameworkCore.Tests.Sqlite;

public sealed partial class SqliteFileTests : IAsyncLifetime
{
    private readonly SqliteDatabase _database = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => _database.InitializeAsync();

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task File_is_created_in_App_Data_at_first_use_and_not_before()
    {
        using var host = _database.Open();
        var store = host.Pushes;
        Assert.False(Directory.Exists(Path.GetDirectoryName(_database.File)));

        await store.FindDueAsync(Samples.Now, 1, Cancelled);

        Assert.True(File.Exists(_database.File));
    }

    [Fact]
    public async Task File_relative_path_is_below_the_content_root()
    {
        using var host = new StoreHost(_database.ContentRoot, [new("ConnectionStrings:ScofPush", "Data Source=data/deep/shop.db")]);

        await host.Pushes.FindDueAsync(Samples.Now, 1, Cancelled);

        Assert.True(File.Exists(Path.Combine(_database.ContentRoot, "data", "deep", "shop.db")));
        Assert.False(Directory.Exists(Path.GetDirectoryName(_database.File)));
    }

    [Fact]
    public async Task File_absolute_path_of_the_section_wins_over_the_named_connection_string()
    {
        var file = Path.Combine(_database.ContentRoot, "elsewhere.db");
        using var host = new StoreHost(
            _database.ContentRoot,
            [new("ConnectionStrings:ScofPush", "Data Source=named.db"), new("ScofPush:Store:ConnectionString", $"Data Source={file}")]);

        await host.Pushes.FindDueAsync(Samples.Now, 1, Cancelled);

        Assert.True(File.Exists(file));
        Assert.False(File.Exists(Path.Combine(_database.ContentRoot, "named.db")));
    }

    [Fact]
    public async Task File_of_this_process_is_read_by_its_user_only()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no file mode.");
        using var host = _database.Open();
        await host.Pushes.AddAsync(Samples.Push(), Cancelled);
        // The log goes with the last connection, which another test that clears the pools may take.
        await using var kept = new SqliteConnection(_database.ConnectionString);
        await kept.OpenAsync(Cancelled);
        await using var reading = await kept.BeginTransactionAsync(Cancelled);
        await host.Pushes.FindDueAsync(Samples.Now, 1, Cancelled);

        Assert.All(
            Directory.GetFiles(Path.GetDirectoryName(_database.File)!),
            file => Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, OperatingSystem.IsWindows() ? default : File.GetUnixFileMode(file)));
    }

    [Fact]
    public async Task Journal_is_written_ahead_so_that_readers_do_not_wait_for_a_writer()
    {
        using var host = _database.Open();
        var push = Samples.Push();
        await host.Pushes.AddAsync(push, Cancelled);
        await using var writer = new SqliteConnection($"Data Source={_database.File}");
        await writer.OpenAsync(Cancelled);
        await using var transaction = await writer.BeginTransactionAsync(Cancelled);

        Assert.NotNull(await host.Pushes.FindAsync(push.Id, Cancelled));
        Assert.Equal("wal", await _database.ScalarAsync("PRAGMA journal_mode"));
    }

    [Fact]
    public async Task ReplaceAsync_waits_for_another_process_that_writes()
    {
        using var host = _database.Open();
        var push = Samples.Push();
        await host.Pushes.AddAsync(push, Cancelled);
        await using var writer = new SqliteConnection($"Data Source={_database.File}");
        await writer.OpenAsync(Cancelled);
        Task<ReplaceResult> replace;
        await using (var transaction = await writer.BeginTransactionAsync(Cancelled))
        {
            replace = Task.Run(() => host.Pushes.ReplaceAsync(push, Cancelled), Cancelled);
            await Task.WhenAny(replace, Task.Delay(300, Cancelled));
            Assert.False(replace.IsCompleted);
            await transaction.CommitAsync(Cancelled);
        }

        Assert.Equal(ReplaceResult.Replaced, await replace);
    }

    [Fact]
    public async Task First_use_that_failed_is_tried_again_by_the_next()
    {
        var folder = Path.GetDirectoryName(_database.File)!;
        await File.WriteAllTextAsync(folder, "in the way", Cancelled);
        using var host = _database.Open();
        await Assert.ThrowsAnyAsync<DbException>(() => host.Pushes.FindDueAsync(Samples.Now, 1, Cancelled));

        File.Delete(folder);

        Assert.Empty(await host.Pushes.FindDueAsync(Samples.Now, 1, Cancelled));
    }

    [Fact]
    public async Task Reads_use_an_index()
    {
        using var host = _database.Open();
        await host.Pushes.AddAsync(Samples.FullPush(), Cancelled);

        var statements = await host.StatementsAsync(async () =>
        {
            await host.Pushes.FindAsync("id", Cancelled);
            await host.Pushes.FindByClaimAsync("claim", Cancelled);
            await host.Pushes.FindDueAsync(Samples.Now, 10, Cancelled);
            await host.Pushes.CountParkedAsync(Cancelled);
            await host.Cards.ListAsync("customer", Cancelled);
        });

        Assert.Equal(5, statements.Count);
        foreach (var statement in statements)
        {
            var sql = Parameter.Replace(statement[statement.IndexOf("SELECT", StringComparison.Ordinal)..], "1");
            var plan = await PlanAsync(sql);
            Assert.Contains("SEARCH", plan, StringComparison.Ordinal);
            Assert.DoesNotContain("SCAN", plan, StringComparison.Ordinal);
        }
    }

    [GeneratedRegex("@[a-zA-Z_0-9]+", RegexOptions.NonBacktracking)]
    private static partial Regex Parameter { get; }

    private async Task<string> PlanAsync(string sql)
    {
        await using var connection = _database.Connect();
        await connection.OpenAsync(Cancelled);
        await using var command = connection.CreateCommand();
        command.CommandText = "EXPLAIN QUERY PLAN " + sql;
        await using var reader = await command.ExecuteReaderAsync(Cancelled);
        var steps = new List<string>();
        while (await reader.ReadAsync(Cancelled))
        {
            steps.Add(reader.GetString(3));
        }

        return string.Join(Environment.NewLine, steps);
    }
}
