using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using ScofPush.AspNetCore.Diagnostics;
using ScofPush.AspNetCore.Pending;
using ScofPush.AspNetCore.Pipeline;
using ScofPush.EntityFrameworkCore.Tests.Databases;
using ScofPush.Shared;
using Xunit;

namespace ScofPush.EntityFrameworkCore.Tests.Schemas;

public sealed class SqliteSchemaTests : IAsyncLifetime
{
    private const string Shape = """
        SELECT group_concat(line, char(10)) FROM (
            SELECT m.name || ': ' || c.name || ' ' || c.type || ' ' || c."notnull" || c.pk AS line
            FROM sqlite_master m, pragma_table_xinfo(m.name) c WHERE m.type = 'table' AND m.name LIKE 'ScofPush%' AND m.name <> 'ScofPushSchema'
            UNION ALL
            SELECT m.name || ' -> ' || f."table" || f."from" || f."to" || f.on_delete
            FROM sqlite_master m, pragma_foreign_key_list(m.name) f WHERE m.name LIKE 'ScofPush%'
            UNION ALL
            SELECT m.name || ' by ' || i.name || i."unique" || i.origin || i.partial || (SELECT group_concat(x.name) FROM pragma_index_info(i.name) x)
            FROM sqlite_master m, pragma_index_list(m.name) i WHERE m.name LIKE 'ScofPush%' AND m.name <> 'ScofPushSchema'
            ORDER BY line)
        """;

    private readonly SqliteDatabase _database = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => _database.InitializeAsync();

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task Start_empty_file_has_the_tables_of_the_model()
    {
        using var host = _database.Open();

        await host.StartAsync();

        Assert.Equal(await ModelAsync(), await _database.ScalarAsync(Shape));
        Assert.Contains(host.Logs.GetSnapshot(), r => r.Id.Id == 2502 && r.Message.Contains("single node", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Start_several_processes_on_a_file_of_the_first_version_upgrade_it_once_and_keep_what_is_in_it()
    {
        await MakeFirstVersionAsync();
        var hosts = Enumerable.Range(0, 4).Select(_ => _database.Open()).ToArray();
        try
        {
            await Task.WhenAll(hosts.Select(host => Task.Run(host.StartAsync, Cancelled)));

            var found = hosts.SelectMany(h => h.Logs.GetSnapshot()).Where(r => r.Id.Id == 2500).Select(r => r.GetStructuredStateValue("Found"));
            Assert.Equal(["1", "4", "4", "4"], found.Order(StringComparer.Ordinal));
            Assert.Equal(await ModelAsync(), await _database.ScalarAsync(Shape));
            var push = await hosts[0].Pushes.FindByClaimAsync("claim", Cancelled);
            Assert.Equal((PushState.Confirmed, 3, "customer"), (push?.State, push?.Version, push?.CustomerKey));
            await hosts[0].Cards.SaveAsync(Samples.Card("customer"), Cancelled);
            Assert.Equal("card", (await hosts[1].Cards.ListAsync("customer", Cancelled))[0].Id);
            Assert.Equal("card", Assert.Single(await hosts[1].Cards.FindByCardIdAsync("abc", Cancelled)).Id);
            Assert.Equal(ReplaceResult.Replaced, await hosts[1].Pushes.ReplaceAsync(push!, Cancelled));
        }
        finally
        {
            Array.ForEach(hosts, h => h.Dispose());
        }
    }

    [Fact]
    public async Task Start_upgrade_that_fails_leaves_the_older_version_as_it_was()
    {
        await MakeFirstVersionAsync();
        var before = await _database.ScalarAsync(Shape);
        // The second statement of the step finds its name taken.
        await _database.ExecuteAsync("CREATE VIEW \"ScofPushSchema\" AS SELECT 1");
        using var host = _database.Open();

        var fault = await Assert.ThrowsAnyAsync<Exception>(host.StartAsync);

        Assert.Equal(ScofPushCodes.StoreUnavailable, Faults.CodeOf(fault));
        Assert.Equal(before, await _database.ScalarAsync(Shape));
    }

    [Fact]
    public async Task Start_file_of_a_newer_release_is_used_as_it_is()
    {
        using (var newer = _database.Open())
        {
            await newer.StartAsync();
        }

        await _database.ExecuteAsync("INSERT INTO \"ScofPushSchema\" VALUES (99); ALTER TABLE \"ScofPushPushes\" ADD COLUMN \"Later\" TEXT NULL");
        using var host = _database.Open();

        await host.StartAsync();

        await host.Pushes.AddAsync(Samples.Push(), Cancelled);
    }

    [Fact]
    public async Task Start_file_that_may_only_be_read_is_told()
    {
        using (var before = _database.Open())
        {
            await before.StartAsync();
        }

        using var host = new StoreHost(_database.ContentRoot, [new("ConnectionStrings:ScofPush", $"Data Source={_database.File};Mode=ReadOnly")]);

        var problem = await host.StartUnsoundAsync();

        Assert.Equal((ScofPushCodes.StoreUnavailable, "ConnectionStrings:ScofPush"), (problem.Code, problem.Key));
        Assert.Contains("Grant this process", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_pushes_that_an_older_release_ended_are_due_again_to_be_anonymised()
    {
        var ended = Samples.FullPush() with { State = PushState.Returned, DueAt = null };
        ReceiptRecord[] receipts = [.. ended.Receipts.Select(receipt => receipt with { RecordId = "", ClaimKey = null })];
        var putAside = Samples.Push() with
        {
            State = PushState.Returned,
            DueAt = null,
            CustomerKey = "customer",
            Receipts = [new() { RecordId = "aside", State = ReceiptState.Undelivered, ClaimKey = "claim aside" }],
        };
        using (var older = _database.Open())
        {
            await older.StartAsync();
            await older.Pushes.AddAsync(ended with { Receipts = receipts }, Cancelled);
            await older.Pushes.AddAsync(putAside, Cancelled);
        }

        using var host = _database.Open();

        await host.StartAsync();

        Assert.Equal(ended.ExpiresAt, (await host.Pushes.FindAsync(ended.Id, Cancelled))!.DueAt);
        Assert.Null((await host.Pushes.FindAsync(putAside.Id, Cancelled))!.DueAt);
    }

    /// <summary>As the first release left it: its script, and no word about a version.</summary>
    private async Task MakeFirstVersionAsync()
    {
        using var script = new StreamReader(typeof(Schema).Assembly.GetManifestResourceStream("sqlite-1.sql")!);
        await _database.ExecuteAsync(await script.ReadToEndAsync(Cancelled));
        await _database.ExecuteAsync("""
            INSERT INTO "ScofPushPushes" VALUES ('id', 'Confirmed', 3, 1, 2, NULL, 'sealed', 'customer');
            INSERT INTO "ScofPushReceipts" VALUES ('id', 0, 'record', 'Enrolling', 'claim', 1, 5, NULL, NULL, 0);
            INSERT INTO "ScofPushCards" VALUES (7, 'card', 'customer', 'programme', '{"CardId":"abc","Status":"Active"}')
            """);
    }

    private async Task<object?> ModelAsync()
    {
        var other = new SqliteDatabase();
        await other.InitializeAsync();
        try
        {
            await using var connection = other.Connect();
            await using var context = new ScofPushDbContext(new DbContextOptionsBuilder<ScofPushDbContext>().UseSqlite(connection).Options);
            await context.GetService<IRelationalDatabaseCreator>().CreateTablesAsync(Cancelled);
            return await other.ScalarAsync(Shape);
        }
        finally
        {
            await other.DisposeAsync();
        }
    }
}
