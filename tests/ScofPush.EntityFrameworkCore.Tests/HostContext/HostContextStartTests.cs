using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using ScofPush.AspNetCore.Diagnostics;
using ScofPush.AspNetCore.Pending;
using ScofPush.AspNetCore.Pipeline;
using ScofPush.AspNetCore.Recording;
using ScofPush.EntityFrameworkCore.Tests.Databases;
using ScofPush.Shared;
using Xunit;

namespace ScofPush.EntityFrameworkCore.Tests.HostContext;

/// <summary>What a host finds out when it starts with its own context, not later.</summary>
public sealed class HostContextStartTests : IAsyncLifetime
{
    private readonly SqliteDatabase _database = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _database.InitializeAsync();
        Directory.CreateDirectory(Path.GetDirectoryName(_database.File)!);
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task Start_migration_forgotten_is_told_with_the_command()
    {
        using var host = Open<ShopContext>();

        var problem = await host.StartUnsoundAsync();

        Assert.Equal((ScofPushCodes.StoreSchema, nameof(ShopContext)), (problem.Code, problem.Key));
        Assert.Contains("dotnet ef migrations add AddScofPush --context ShopContext", problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("DROP INDEX \"IX_ScofPushReceipts_ClaimKey\"")]
    [InlineData("ALTER TABLE \"ScofPushReceipts\" DROP COLUMN \"Code\"")]
    [InlineData("DROP TABLE \"ScofPushCards\"")]
    public async Task Start_tables_that_lack_something_is_told(string damage)
    {
        await ShopContexts.MigrateAsync(_database.ConnectionString);
        await _database.ExecuteAsync(damage);
        using var host = Open<ShopContext>();

        Assert.Equal(ScofPushCodes.StoreSchema, (await host.StartUnsoundAsync()).Code);
    }

    [Fact]
    public async Task Start_host_that_migrates_while_it_starts_succeeds()
    {
        using var host = new StoreHost(
            _database.ContentRoot,
            [],
            services => services.AddShopContext<ShopContext>(Registration.Scoped, _database.ConnectionString).AddHostedService(_ => new Migrator(_database)),
            store: builder => builder.UseEntityFrameworkStore<ShopContext>());

        await host.StartAsync();

        Assert.Contains(host.Logs.GetSnapshot(), r => r.Id.Id == 2503);
        await host.Pushes.AddAsync(Samples.Push(), Cancelled);
    }

    [Fact]
    public async Task Start_without_UseScofPush_looks_at_nothing()
    {
        using var host = Open<ShopContext>();

        foreach (var service in host.Services.GetServices<IHostedService>())
        {
            await service.StartAsync(Cancelled);
        }

        Assert.False(File.Exists(_database.File));
    }

    [Fact]
    public void Check_AddScofPush_forgotten_is_a_problem()
    {
        using var host = Open<ForgetfulContext>();

        AssertProblem(host, ScofPushCodes.StoreSchema, "modelBuilder.AddScofPush()");
    }

    [Fact]
    public void Check_other_database_is_a_problem()
    {
        using var host = new StoreHost(
            _database.ContentRoot,
            [],
            services => services.AddDbContext<ForgetfulContext>(options => options.UseInMemoryDatabase("shop")),
            store: builder => builder.UseEntityFrameworkStore<ForgetfulContext>());

        AssertProblem(host, ScofPushCodes.StoreDatabase, "AddEntityFrameworkStore");
    }

    [Fact]
    public void Check_context_that_is_not_registered_is_a_problem()
    {
        using var host = new StoreHost(_database.ContentRoot, [], store: builder => builder.UseEntityFrameworkStore<ShopContext>());

        AssertProblem(host, ScofPushCodes.ServicesMissing, "AddDbContext");
    }

    [Fact]
    public void Check_context_that_is_shared_by_all_is_a_problem()
    {
        using var host = new StoreHost(
            _database.ContentRoot,
            [],
            services => services.AddDbContext<ShopContext>(options => options.UseSqlite(_database.ConnectionString), ServiceLifetime.Singleton),
            store: builder => builder.UseEntityFrameworkStore<ShopContext>());

        AssertProblem(host, ScofPushCodes.ServicesMissing, "singleton");
    }

    [Fact]
    public void Check_recorder_that_would_get_another_context_is_a_problem()
    {
        using var host = new StoreHost(
            _database.ContentRoot,
            [],
            services => services.AddDbContext<ShopContext>(options => options.UseSqlite(_database.ConnectionString), ServiceLifetime.Transient),
            store: builder => builder.UseEntityFrameworkStore<ShopContext>(recordInTransaction: true));

        AssertProblem(host, ScofPushCodes.ServicesMissing, "recordInTransaction");
    }

    [Fact]
    public void UseEntityFrameworkStore_last_call_decides_about_the_transaction()
    {
        using var host = new StoreHost(
            _database.ContentRoot,
            [],
            services => services.AddShopContext<ShopContext>(Registration.Scoped, _database.ConnectionString),
            store: builder => builder.UseEntityFrameworkStore<ShopContext>(recordInTransaction: true).AddEntityFrameworkStore());

        Assert.Null(host.Services.GetService<IRecordingTransaction>());
    }

    [Fact]
    public void Check_context_that_needs_a_request_is_a_problem_without_its_message()
    {
        using var host = new StoreHost(
            _database.ContentRoot,
            [],
            services => services.AddDbContext<ShopContext>((_, _) => throw new InvalidOperationException("secret-value")),
            store: builder => builder.UseEntityFrameworkStore<ShopContext>());

        AssertProblem(host, ScofPushCodes.ServicesMissing, "outside a request");
    }

    [Fact]
    public void UseEntityFrameworkStore_takes_the_place_of_the_own_store()
    {
        using var host = new StoreHost(
            _database.ContentRoot,
            [new("ScofPush:Store:Provider", "nonsense")],
            services => services.AddShopContext<ShopContext>(Registration.Scoped, _database.ConnectionString),
            store: builder => builder.AddEntityFrameworkStore().UseEntityFrameworkStore<ShopContext>());

        Assert.Empty(host.Check());
        Assert.Single(host.Services.GetServices<IPushStore>());
    }

    [Fact]
    public async Task AddAsync_disk_full_is_a_fault_and_nothing_is_half_written()
    {
        await ShopContexts.MigrateAsync(_database.ConnectionString);
        var disk = new SmallDisk();
        using var host = new StoreHost(
            _database.ContentRoot,
            [],
            services => services.AddDbContext<ShopContext>(options => options.UseSqlite(_database.ConnectionString).AddInterceptors(disk)),
            store: builder => builder.UseEntityFrameworkStore<ShopContext>());
        await host.StartAsync();
        var small = Samples.Push();
        await host.Pushes.AddAsync(small, Cancelled);
        disk.IsFull = true;
        var large = Samples.Push() with { Sealed = new string('s', 100_000) };

        var fault = await Assert.ThrowsAnyAsync<Exception>(() => host.Pushes.AddAsync(large, Cancelled));
        var second = await Assert.ThrowsAnyAsync<Exception>(() => host.Pushes.ReplaceAsync(small with { Sealed = large.Sealed }, Cancelled));

        Assert.Equal((ScofPushCodes.StoreUnavailable, ScofPushCodes.StoreUnavailable), (Faults.CodeOf(fault), Faults.CodeOf(second)));
        Assert.Null(await host.Pushes.FindAsync(large.Id, Cancelled));
        Assert.Equivalent(small, await host.Pushes.FindAsync(small.Id, Cancelled), strict: true);
        disk.IsFull = false;
        Assert.Equal(ReplaceResult.Replaced, await host.Pushes.ReplaceAsync(small with { Sealed = large.Sealed }, Cancelled));
    }

    private static void AssertProblem(StoreHost host, string code, string remedy)
    {
        var problem = Assert.Single(host.Check());
        Assert.Equal(code, problem.Code);
        Assert.Contains(remedy, problem.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret-value", problem.Message, StringComparison.Ordinal);
    }

    private StoreHost Open<TContext>()
        where TContext : DbContext => ShopContexts.Open<TContext>(_database, _database.ConnectionString, Registration.Scoped);

    private sealed class Migrator(SqliteDatabase database) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken) => ShopContexts.MigrateAsync(database.ConnectionString);

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }

    /// <summary>A disk that holds no page more than the file has.</summary>
    private sealed class SmallDisk : DbConnectionInterceptor
    {
        public bool IsFull { get; set; }

        public override async Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
        {
            await using var command = connection.CreateCommand();
            command.CommandText = $"PRAGMA max_page_count = {(IsFull ? 1 : 1_000_000)}";
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }
}
