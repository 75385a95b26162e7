using System.Transactions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using ScofPush.AspNetCore.Pending;
using ScofPush.EntityFrameworkCore.Tests.Databases;
using ScofPush.Shared;
using Xunit;

namespace ScofPush.EntityFrameworkCore.Tests.HostContext;

/// <summary>The store in the host's database saves in units of work of its own .</summary>
public abstract class UnitOfWorkTests : IAsyncLifetime
{
    private protected abstract TestDatabase Database { get; }

    protected abstract string ConnectionString { get; }

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => Database.InitializeAsync();

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return Database.DisposeAsync();
    }

    [Theory]
    [InlineData(Registration.Scoped)]
    [InlineData(Registration.Pool)]
    [InlineData(Registration.Factory)]
    [InlineData(Registration.PooledFactory)]
    public async Task Host_with_pending_changes_keeps_them_pending(Registration registration)
    {
        using var host = ShopContexts.Open<ShopContext>(Database, ConnectionString, registration);
        await host.StartAsync();
        await using var scope = host.Services.CreateAsyncScope();
        await using var shop = registration == Registration.PooledFactory
            ? await scope.ServiceProvider.GetRequiredService<IDbContextFactory<ShopContext>>().CreateDbContextAsync(Cancelled)
            : scope.ServiceProvider.GetRequiredService<ShopContext>();
        shop.Add(new Order { Note = "not yet" });

        var push = await MoveAsync(host);

        Assert.Equal(EntityState.Added, Assert.Single(shop.ChangeTracker.Entries()).State);
        Assert.Equal(0, await CountOrdersAsync());
        Assert.Equal("me", (await host.Pushes.FindAsync(push.Id, Cancelled))?.CustomerKey);
        await shop.SaveChangesAsync(Cancelled);
        Assert.Equal(1, await CountOrdersAsync());
    }

    [Fact]
    public async Task Transaction_of_the_host_that_is_rolled_back_takes_nothing_along()
    {
        using var host = Database.Open();
        PushRecord push;
        using (new TransactionScope(TransactionScopeAsyncFlowOption.Enabled))
        {
            push = await MoveAsync(host);
        }

        Assert.Equal("me", (await host.Pushes.FindAsync(push.Id, Cancelled))?.CustomerKey);
        Assert.Single(await host.Cards.ListAsync(push.Id, Cancelled));
    }

    [Fact]
    public async Task Restart_keeps_pushes_claims_and_cards()
    {
        PushRecord push;
        using (var before = Database.Open())
        {
            push = await MoveAsync(before);
        }

        using var after = Database.Open();

        Assert.Equal(push.Id, (await after.Pushes.FindByClaimAsync(push.Receipts[0].ClaimKey!, Cancelled))?.Id);
        Assert.Single(await after.Cards.ListAsync(push.Id, Cancelled));
    }

    [Fact]
    public async Task Two_processes_racing_for_one_claim_have_one_winner()
    {
        using var one = Database.Open();
        using var two = Database.Open();
        var claim = Samples.Text(43);
        var racers = Enumerable.Range(0, 20).Select(i => (Store: (i % 2 == 0 ? one : two).Pushes, Push: Samples.Push())).ToArray();
        foreach (var (store, push) in racers)
        {
            await store.AddAsync(push, Cancelled);
        }

        var results = await Task.WhenAll(racers.Select(r => Task.Run(() => r.Store.ReplaceAsync(r.Push.Claiming(claim), Cancelled))));

        Assert.Single(results, ReplaceResult.Replaced);
        Assert.Equal(racers.Length - 1, results.Count(r => r == ReplaceResult.AlreadyClaimed));
    }

    private static async Task<PushRecord> MoveAsync(StoreHost host)
    {
        var push = Samples.Push(Samples.Text(43));
        await host.Pushes.AddAsync(push, Cancelled);
        Assert.Equal(ReplaceResult.Replaced, await host.Pushes.ReplaceAsync(push with { CustomerKey = "me" }, Cancelled));
        await host.Cards.SaveAsync(Samples.Card(push.Id), Cancelled);
        return push;
    }

    private async Task<int> CountOrdersAsync()
    {
        await using var services = new ServiceCollection().AddShopContext<ShopContext>(Registration.Scoped, ConnectionString).BuildServiceProvider();
        await using var scope = services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<ShopContext>().Orders.CountAsync(Cancelled);
    }
}
