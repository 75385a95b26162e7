using System.Data.Common;
using Microsoft.Extensions.Logging;
using ScofPush.AspNetCore.Diagnostics;
using ScofPush.AspNetCore.Pending;
using ScofPush.AspNetCore.Pipeline;
using ScofPush.EntityFrameworkCore.Tests.Databases;
using ScofPush.Shared;
using Xunit;

namespace ScofPush.EntityFrameworkCore.Tests;

/// <summary>A medium that fails: a thrown fault under SP2501, nothing half-written, and no word of it once it is back.</summary>
public abstract class FaultTests : IAsyncLifetime
{
    private protected abstract TestDatabase Database { get; }

    /// <summary>SQL after which no receipt can be written, and SQL that mends it.</summary>
    protected abstract (string Break, string Mend) Writes { get; }

    protected static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => Database.InitializeAsync();

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return Database.DisposeAsync();
    }

    [Fact]
    public async Task Write_that_fails_half_way_writes_nothing()
    {
        using var host = Database.Open();
        await host.StartAsync();
        var push = Samples.FullPush();
        var other = Samples.Push();
        await host.Pushes.AddAsync(push, Cancelled);
        await Database.ExecuteAsync(Writes.Break);

        await AssertFaultAsync(() => host.Pushes.ReplaceAsync(push with { State = PushState.Returned, CustomerKey = "changed" }, Cancelled));
        await AssertFaultAsync(() => host.Pushes.AddAsync(other, Cancelled));

        Assert.Equivalent(push, await host.Pushes.FindAsync(push.Id, Cancelled), strict: true);
        Assert.Null(await host.Pushes.FindAsync(other.Id, Cancelled));
        await Database.ExecuteAsync(Writes.Mend);
        Assert.Equal(ReplaceResult.Replaced, await host.Pushes.ReplaceAsync(push, Cancelled));
        await host.Pushes.AddAsync(other, Cancelled);
    }

    [Fact]
    public async Task Database_away_at_start_stops_nothing_and_is_used_when_it_is_back()
    {
        using var host = Open();
        await using (await TakeAwayAsync())
        {
            await AssertFaultAsync(host.StartAsync);

            Assert.DoesNotContain(host.Logs.GetSnapshot(), r => r.Level == LogLevel.Critical);
            await AssertFaultAsync(() => host.Pushes.AddAsync(Samples.Push(), Cancelled));
        }

        var push = Samples.Push();
        await AddSoonAsync(host, push);
        Assert.NotNull(await host.Pushes.FindAsync(push.Id, Cancelled));
    }

    [Fact]
    public async Task Tables_gone_under_a_running_host_are_a_fault_and_then_made_again()
    {
        using var host = Database.Open();
        await host.StartAsync();
        await Database.ExecuteAsync("""DROP TABLE "ScofPushSchema"; DROP TABLE "ScofPushCards"; DROP TABLE "ScofPushReceipts"; DROP TABLE "ScofPushPushes";""");

        await AssertFaultAsync(() => host.Pushes.AddAsync(Samples.Push(), Cancelled));

        await host.Pushes.AddAsync(Samples.Push(), Cancelled);
    }

    /// <summary>On a busy machine a database needs a moment to let go of who had it.</summary>
    private static async Task AddSoonAsync(StoreHost host, PushRecord push)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await host.Pushes.AddAsync(push, Cancelled);
                return;
            }
            catch (Exception fault) when (attempt < 5)
            {
                Assert.Equal(ScofPushCodes.StoreUnavailable, Faults.CodeOf(fault));
            }
        }
    }

    protected static async Task AssertFaultAsync(Func<Task> work)
    {
        var fault = await Assert.ThrowsAnyAsync<Exception>(work);
        Assert.Equal(ScofPushCodes.StoreUnavailable, Faults.CodeOf(fault));
    }

    /// <summary>A host that does not wait long.</summary>
    private protected abstract StoreHost Open();

    /// <summary>Until disposed, nobody gets at the database.</summary>
    protected abstract Task<IAsyncDisposable> TakeAwayAsync();
}

public sealed class SqliteFaultTests : FaultTests
{
    private readonly SqliteDatabase _database = new();

    private protected override TestDatabase Database => _database;

    protected override (string Break, string Mend) Writes => (
        """CREATE TRIGGER "Full" BEFORE INSERT ON "ScofPushReceipts" BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END""",
        """DROP TRIGGER "Full" """);

    [Fact]
    public async Task File_deleted_under_a_running_host_is_made_again()
    {
        using var host = _database.Open();
        await host.StartAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        File.Delete(_database.File);

        await AssertFaultAsync(() => host.Pushes.AddAsync(Samples.Push(), Cancelled));

        await host.Pushes.AddAsync(Samples.Push(), Cancelled);
    }

    private protected override StoreHost Open() =>
        new(_database.ContentRoot, [new("ConnectionStrings:ScofPush", $"Data Source={_database.File};Default Timeout=1")]);

    protected override async Task<IAsyncDisposable> TakeAwayAsync()
    {
        var connection = _database.Connect();
        await connection.OpenAsync(Cancelled);
        var command = connection.CreateCommand();
        command.CommandText = "BEGIN EXCLUSIVE";
        await command.ExecuteNonQueryAsync(Cancelled);
        await command.DisposeAsync();
        return connection;
    }
}

public sealed class PostgreSqlFaultTests : FaultTests
{
    private const string EndWaiting =
        "SELECT COUNT(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";

    private readonly PostgreSqlDatabase _database = new();

    public PostgreSqlFaultTests() => PostgreSqlDatabase.Require();

    private protected override TestDatabase Database => _database;

    protected override (string Break, string Mend) Writes => (
        """ALTER TABLE "ScofPushReceipts" ADD CONSTRAINT "Full" CHECK ("Position" < 0) NOT VALID""",
        """ALTER TABLE "ScofPushReceipts" DROP CONSTRAINT "Full" """);

    [Fact]
    public async Task Connection_lost_in_the_middle_of_a_move_is_a_fault_and_nothing_is_half_written()
    {
        using var host = _database.Open();
        var push = Samples.FullPush();
        await host.Pushes.AddAsync(push, Cancelled);

        await AssertFaultAsync(() => LoseTheConnectionOfAsync(host.Pushes.ReplaceAsync, push));

        Assert.Equivalent(push, await host.Pushes.FindAsync(push.Id, Cancelled), strict: true);
        Assert.Equal(ReplaceResult.Replaced, await host.Pushes.ReplaceAsync(push, Cancelled));
    }

    [Fact]
    public async Task Connection_of_a_host_that_retries_lost_in_the_middle_of_a_move_moves_once()
    {
        await ShopContexts.MigrateAsync(_database.ConnectionString);
        using var host = ShopContexts.Open<ShopContext>(_database, _database.ConnectionString, Registration.Pool);
        var push = Samples.FullPush();
        await host.Pushes.AddAsync(push, Cancelled);

        await LoseTheConnectionOfAsync(host.Pushes.ReplaceAsync, push, "shop.");

        Assert.Equivalent(push with { Version = push.Version + 1 }, await host.Pushes.FindAsync(push.Id, Cancelled), strict: true);
    }

    private protected override StoreHost Open() => _database.Open();

    protected override async Task<IAsyncDisposable> TakeAwayAsync()
    {
        await PostgreSqlDatabase.OnServerAsync($"ALTER DATABASE {_database.Name} ALLOW_CONNECTIONS false");
        return new Back(_database.Name);
    }

    /// <summary>Holds the first receipt, so that the move gets half way; then ends its connection.</summary>
    private async Task LoseTheConnectionOfAsync(Func<PushRecord, CancellationToken, Task<ReplaceResult>> replace, PushRecord push, string schema = "")
    {
        await using DbConnection connection = _database.Connect();
        await connection.OpenAsync(Cancelled);
        await using var transaction = await connection.BeginTransactionAsync(Cancelled);
        await using var command = connection.CreateCommand();
        command.CommandText = $"SELECT 1 FROM {schema}\"ScofPushReceipts\" FOR UPDATE";
        await command.ExecuteNonQueryAsync(Cancelled);
        var move = replace(push, Cancelled);
        while (await _database.ScalarAsync(EndWaiting) is 0L)
        {
            Assert.False(move.IsCompleted);
        }

        await transaction.RollbackAsync(Cancelled);
        await move;
    }

    private sealed class Back(string name) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync() => await PostgreSqlDatabase.OnServerAsync($"ALTER DATABASE {name} ALLOW_CONNECTIONS true");
    }
}
