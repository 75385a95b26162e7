using System.Net;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using ScofPush.AspNetCore.Diagnostics;
using ScofPush.AspNetCore.Pending;
using ScofPush.AspNetCore.Recording;
using ScofPush.AspNetCore.Tests.Hosting;
using ScofPush.EntityFrameworkCore.Tests.Databases;
using ScofPush.Tests;
using Xunit;

namespace ScofPush.EntityFrameworkCore.Tests;

/// <summary>A whole shop on a real database.</summary>
public abstract class ShopOnDatabaseTests : IAsyncLifetime
{
    private protected abstract TestDatabase Database { get; }

    protected static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => Database.InitializeAsync();

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return Database.DisposeAsync();
    }

    [Fact]
    public async Task Retention_anonymizes_after_its_time_and_for_a_customer_at_once()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var shop = await StartAsync(time);
        using var anna = shop.NewBrowser();
        using var bert = shop.NewBrowser();
        var annas = await shop.ArriveAsync(anna);
        await annas.SubmitAsync("/accept");
        var berts = await shop.ArriveAsync(bert, "MCC-STL-0002", user: "bert");
        await berts.SubmitAsync("/accept");
        var cards = shop.Services.GetRequiredService<ICardOnFileStore>();
        await cards.SaveAsync(shop.Recorded.Calls.First(), Cancelled);

        Assert.Equal(0, await shop.Services.EraseScofPushCustomerAsync("key-anna", Cancelled));

        AssertAnonymous(await PushAsync(shop, annas));
        Assert.Empty(await cards.ListAsync("key-anna", Cancelled));
        Assert.Equal("key-bert", (await PushAsync(shop, berts)).CustomerKey);
        time.Advance(TimeSpan.FromDays(30));
        await time.AdvanceUntilAsync(async () => (await PushAsync(shop, berts)).IsAnonymous());
        AssertAnonymous(await PushAsync(shop, berts));
        Assert.EndsWith("=DUPLICATE_REQUEST", (await (await shop.ArriveAsync(anna)).SubmitAsync("/accept")).Location, StringComparison.Ordinal);
        Assert.Equal(2, shop.Network.Calls.Count);
    }

    private protected virtual void Store(IScofPushBuilder builder) => builder.AddEntityFrameworkStore();

    private protected Task<TestShop> StartAsync(TimeProvider? time = null) => TestShop.StartAsync(new TestShopSetup
    {
        Settings = new(Settings) { ["ScofPush:Enrollment:Wait"] = "00:00:01" },
        Time = time,
        Services = services => Store((IScofPushBuilder)services.Single(service => service.ServiceType == typeof(IScofPushBuilder)).ImplementationInstance!),
    });

    private protected virtual Dictionary<string, string?> Settings => Database.Settings;

    private static void AssertAnonymous(PushRecord push)
    {
        Assert.Equal((PushState.Returned, null, null, null), (push.State, push.CustomerKey, push.Sealed, push.DueAt));
        Assert.Equal(("", null, ReceiptState.Recorded), (push.Receipts[0].RecordId, push.Receipts[0].Card, push.Receipts[0].State));
        Assert.NotNull(push.Receipts[0].ClaimKey);
    }

    private protected static Task<PushRecord> PushAsync(TestShop shop, Page page) => shop.FindPushAsync(page.Response.RequestMessage!.RequestUri!.AbsolutePath[^43..]);
}

/// <summary>The database comes and goes: a page or a log with the code, nothing lost, nothing enrolled twice.</summary>
public abstract class ShopLosesDatabaseTests : ShopOnDatabaseTests
{
    [Fact]
    public async Task Accept_database_away_is_a_page_and_works_once_it_is_back()
    {
        await using var shop = await StartAsync();
        using var browser = shop.NewBrowser();
        var confirm = await shop.ArriveAsync(browser);
        await using (await TakeAwayAsync())
        {
            var away = await confirm.SubmitAsync("/accept");

            Assert.Equal((HttpStatusCode.ServiceUnavailable, ScofPushCodes.StoreUnavailable), (away.Status, away.Code));
            Assert.Contains(shop.Logs.GetSnapshot(), log => log.Id.Name == "RequestFailed" && log.Message.StartsWith(ScofPushCodes.StoreUnavailable, StringComparison.Ordinal));
            Assert.Empty(shop.Network.Calls);
        }

        var back = await (await confirm.SubmitAsync("/accept")).FollowAsync();
        Assert.True(back.Location?.EndsWith("=SUCCESS", StringComparison.Ordinal), $"{back.Status} {back.Code} {back.Location}");
        Assert.Single(shop.Network.Calls);
        Assert.Single(shop.Recorded.Calls);
    }

    [Fact]
    public async Task Accept_database_away_when_the_network_answers_keeps_the_card()
    {
        await using var shop = await StartAsync();
        using var browser = shop.NewBrowser();
        var confirm = await shop.ArriveAsync(browser);
        IAsyncDisposable? away = null;
        shop.Network.Answer = async (request, _) =>
        {
            away = await TakeAwayAsync();
            return FakeNetwork.Approve(request);
        };
        var accepting = confirm.SubmitAsync("/accept");

        await Leftovers.UntilAsync(() => Task.FromResult(shop.Logs.GetSnapshot().Any(log => log.Id.Name == "AnswerNotWritten" && log.Message.StartsWith(ScofPushCodes.StoreUnavailable, StringComparison.Ordinal))));
        Assert.Empty(shop.Recorded.Calls);
        await away!.DisposeAsync();

        await Leftovers.UntilAsync(() => Task.FromResult(!shop.Recorded.Calls.IsEmpty));
        await accepting;
        await Leftovers.UntilAsync(async () => (await PushAsync(shop, confirm)).Receipts[0].State == ReceiptState.Recorded);
        Assert.Single(shop.Network.Calls);
        Assert.Single(shop.Recorded.Calls.Select(card => card.Id).Distinct());
    }

    /// <summary>Until disposed, nobody can write.</summary>
    protected abstract Task<IAsyncDisposable> TakeAwayAsync();
}

public sealed class ShopOnSqliteTests : ShopLosesDatabaseTests
{
    private readonly SqliteDatabase _database = new();

    private protected override TestDatabase Database => _database;

    private protected override Dictionary<string, string?> Settings =>
        new() { ["ConnectionStrings:ScofPush"] = new SqliteConnectionStringBuilder(_database.ConnectionString) { DefaultTimeout = 1 }.ConnectionString };

    [Fact]
    public async Task Landing_disk_full_is_a_page_and_what_is_parked_is_kept()
    {
        await using var shop = await StartAsync();
        using var browser = shop.NewBrowser();
        var confirm = await shop.ArriveAsync(browser);

        await using (await FillAsync(shop))
        {
            var full = await browser.GetAsync(TestShop.PushUri("MCC-STL-0002", TestShop.Bank));
            for (var more = 0; full.Status == HttpStatusCode.SeeOther; more++)
            {
                Assert.True(more < 50, "it is not full");
                full = await browser.GetAsync(TestShop.PushUri("MCC-STL-0002", TestShop.Bank));
            }

            Assert.Equal((HttpStatusCode.ServiceUnavailable, ScofPushCodes.StoreUnavailable), (full.Status, full.Code));
            var said = shop.Logs.GetSnapshot().Last(log => log.Id.Name == "RequestFailed");
            Assert.Contains("full", $"{said.Exception}", StringComparison.Ordinal);
        }

        Assert.EndsWith("=SUCCESS", (await confirm.SubmitAsync("/accept")).Location, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.SeeOther, (await browser.GetAsync(TestShop.PushUri("MCC-STL-0003", TestShop.Bank))).Status);
    }

    protected override async Task<IAsyncDisposable> TakeAwayAsync()
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder(_database.ConnectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync(Cancelled);
        await using var command = connection.CreateCommand();
        command.CommandText = "BEGIN EXCLUSIVE";
        await command.ExecuteNonQueryAsync(Cancelled);
        return connection;
    }

    /// <summary>The pages of the file are all there will be, for every connection of the shop (SQLITE_FULL).</summary>
    private static async Task<IAsyncDisposable> FillAsync(TestShop shop)
    {
        var limit = new PageLimit(shop);
        await limit.SetAsync("PRAGMA max_page_count = 1");
        return limit;
    }

    private sealed class PageLimit(TestShop shop) : IAsyncDisposable
    {
        public Task SetAsync(string pragma) => shop.Services.GetRequiredService<ScofPushDatabase>().WriteAsync(
            async (context, token) => await Microsoft.EntityFrameworkCore.RelationalDatabaseFacadeExtensions.ExecuteSqlRawAsync(context.Database, pragma, token),
            Cancelled);

        public async ValueTask DisposeAsync() => await SetAsync("PRAGMA max_page_count = 1000000");
    }
}

public sealed class ShopOnPostgreSqlTests : ShopLosesDatabaseTests
{
    private readonly PostgreSqlDatabase _database = new();

    public ShopOnPostgreSqlTests() => PostgreSqlDatabase.Require();

    private protected override TestDatabase Database => _database;

    protected override async Task<IAsyncDisposable> TakeAwayAsync()
    {
        await PostgreSqlDatabase.OnServerAsync($"ALTER DATABASE {_database.Name} ALLOW_CONNECTIONS false");
        await PostgreSqlDatabase.OnServerAsync($"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{_database.Name}'");
        return new Back(_database.Name);
    }

    private sealed class Back(string name) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync() => await PostgreSqlDatabase.OnServerAsync($"ALTER DATABASE {name} ALLOW_CONNECTIONS true");
    }
}

public sealed class ShopInHostSqliteTests : ShopOnDatabaseTests
{
    private readonly ShopSqliteDatabase _database = new();

    private protected override TestDatabase Database => _database;

    private protected override void Store(IScofPushBuilder builder)
    {
        builder.Services.AddShopContext<ShopContext>(Registration.Pool, _database.ConnectionString);
        builder.UseEntityFrameworkStore<ShopContext>();
    }
}

public sealed class ShopInHostPostgreSqlTests : ShopOnDatabaseTests
{
    private readonly ShopPostgreSqlDatabase _database = new();

    public ShopInHostPostgreSqlTests() => PostgreSqlDatabase.Require();

    private protected override TestDatabase Database => _database;

    private protected override void Store(IScofPushBuilder builder)
    {
        builder.Services.AddShopContext<ShopContext>(Registration.Pool, _database.ConnectionString);
        builder.UseEntityFrameworkStore<ShopContext>();
    }
}
