using System.Globalization;
using System.Transactions;
using Microsoft.Extensions.Logging;
using ScofPush.AspNetCore.Pending;
using ScofPush.EntityFrameworkCore.Tests.Databases;
using ScofPush.Shared;
using Xunit;

namespace ScofPush.EntityFrameworkCore.Tests;

/// <summary>What a store in a database must do beyond the contract.</summary>
public abstract class DurabilityTests : IAsyncLifetime
{
    private protected abstract TestDatabase Database { get; }

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => Database.InitializeAsync();

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return Database.DisposeAsync();
    }

    [Fact]
    public async Task Restart_keeps_pushes_claims_and_cards()
    {
        var push = Samples.FullPush();
        var card = Samples.Card("customer");
        using (var before = Database.Open())
        {
            await before.Pushes.AddAsync(push, Cancelled);
            Assert.Equal(ReplaceResult.Replaced, await before.Pushes.ReplaceAsync(push, Cancelled));
            await before.Cards.SaveAsync(card, Cancelled);
        }

        using var after = Database.Open();

        var expected = push with { Version = push.Version + 1 };
        Assert.Equivalent(expected, await after.Pushes.FindAsync(push.Id, Cancelled), strict: true);
        Assert.Equivalent(expected, await after.Pushes.FindByClaimAsync(push.Receipts[1].ClaimKey!, Cancelled), strict: true);
        Assert.Equivalent(card, Assert.Single(await after.Cards.ListAsync("customer", Cancelled)), strict: true);
    }

    [Fact]
    public async Task Start_of_several_processes_at_once_on_an_empty_database_succeeds()
    {
        var hosts = Enumerable.Range(0, 4).Select(_ => Database.Open()).ToArray();
        try
        {
            var pushes = hosts.Select(_ => Samples.Push()).ToArray();

            await Task.WhenAll(hosts.Zip(pushes, (host, push) => Task.Run(() => host.Pushes.AddAsync(push, Cancelled))));

            foreach (var push in pushes)
            {
                Assert.NotNull(await hosts[0].Pushes.FindAsync(push.Id, Cancelled));
            }

            var found = hosts.SelectMany(h => h.Logs.GetSnapshot()).Where(r => r.Id.Id == 2500).Select(r => r.GetStructuredStateValue("Found"));
            Assert.Equal(["0", "4", "4", "4"], found.Order(StringComparer.Ordinal));
        }
        finally
        {
            Array.ForEach(hosts, h => h.Dispose());
        }
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

    [Fact]
    public async Task Tables_are_created_beside_those_of_the_host()
    {
        await Database.ExecuteAsync("CREATE TABLE \"Orders\" (\"Id\" INTEGER PRIMARY KEY)");
        using var host = Database.Open();
        var push = Samples.Push();

        await host.Pushes.AddAsync(push, Cancelled);

        Assert.Equal(1L, Convert.ToInt64(await Database.ScalarAsync("SELECT COUNT(*) FROM \"ScofPushPushes\""), CultureInfo.InvariantCulture));
        Assert.Equal(0L, Convert.ToInt64(await Database.ScalarAsync("SELECT COUNT(*) FROM \"Orders\""), CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task ReplaceAsync_inside_a_transaction_of_the_host_that_is_rolled_back_lasts()
    {
        var push = Samples.Push();
        var card = Samples.Card("customer");
        using var host = Database.Open();
        using (new TransactionScope(TransactionScopeAsyncFlowOption.Enabled))
        {
            await host.Pushes.AddAsync(push, Cancelled);
            Assert.Equal(ReplaceResult.Replaced, await host.Pushes.ReplaceAsync(push with { CustomerKey = "me" }, Cancelled));
            Assert.Equal(1, (await host.Pushes.FindAsync(push.Id, Cancelled))?.Version);
            await host.Cards.SaveAsync(card, Cancelled);
        }

        Assert.Equal("me", (await host.Pushes.FindAsync(push.Id, Cancelled))?.CustomerKey);
        Assert.Single(await host.Cards.ListAsync("customer", Cancelled));
    }

    [Fact]
    public async Task ReplaceAsync_one_receipt_takes_three_statements()
    {
        using var host = Database.Open();
        var push = Samples.Push();
        await host.Pushes.AddAsync(push, Cancelled);

        var statements = await host.StatementsAsync(() => host.Pushes.ReplaceAsync(push.Claiming(Samples.Text(43)), Cancelled));

        TestContext.Current.TestOutputHelper?.WriteLine(string.Join(Environment.NewLine, statements));
        Assert.Equal(3, statements.Count);
    }

    [Fact]
    public async Task Reads_of_a_push_with_five_receipts_take_one_statement()
    {
        using var host = Database.Open();
        var push = Samples.FullPush();
        await host.Pushes.AddAsync(push, Cancelled);

        Assert.Single(await host.StatementsAsync(() => host.Pushes.FindAsync(push.Id, Cancelled)));
        Assert.Single(await host.StatementsAsync(() => host.Pushes.FindByClaimAsync(push.Receipts[0].ClaimKey!, Cancelled)));
        Assert.Single(await host.StatementsAsync(() => host.Pushes.FindDueAsync(push.DueAt!.Value, 10, Cancelled)));
    }

    [Fact]
    public async Task Logs_hold_no_value_and_no_error_when_races_are_lost()
    {
        using var host = Database.Open();
        var claim = "claim-value" + Samples.Text(20);
        var first = Samples.Push(claim) with { CustomerKey = "customer-value", Sealed = "sealed-value" };
        var second = Samples.Push() with { CustomerKey = "customer-value" };
        await host.Pushes.AddAsync(first, Cancelled);
        await host.Pushes.AddAsync(second, Cancelled);
        await host.Cards.SaveAsync(Samples.Card("customer-value"), Cancelled);
        await host.Cards.ListAsync("customer-value", Cancelled);

        Assert.Equal(ReplaceResult.AlreadyClaimed, await host.Pushes.ReplaceAsync(second.Claiming(claim), Cancelled));
        Assert.Equal(ReplaceResult.Conflict, await host.Pushes.ReplaceAsync(second with { Version = 5 }, Cancelled));

        var records = host.Logs.GetSnapshot();
        Assert.NotEmpty(records);
        foreach (var record in records)
        {
            var text = $"{record.Message} {record.Exception} {string.Join(' ', record.StructuredState ?? [])}";
            Assert.DoesNotContain("-value", text, StringComparison.Ordinal);
            Assert.DoesNotContain(first.Id, text, StringComparison.Ordinal);
            Assert.DoesNotContain("Data Source=", text, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("Username=", text, StringComparison.OrdinalIgnoreCase);
        }

        var loud = records.Where(r => r.Level >= LogLevel.Information).Select(r => $"{r.Level} {r.Id} {r.Category} {r.Message}").ToArray();
        Assert.All(loud, text => Assert.StartsWith("Information S", text, StringComparison.Ordinal));
        Assert.Single(loud, text => text.Contains("StoreReady", StringComparison.Ordinal));
    }

    [Fact]
    public async Task AddAsync_fault_holds_no_value()
    {
        using var host = Database.Open();
        var push = Samples.Push(Samples.Text(43)) with { CustomerKey = "customer-value" };
        await host.Pushes.AddAsync(push, Cancelled);

        var fault = await Assert.ThrowsAnyAsync<Exception>(() => host.Pushes.AddAsync(push, Cancelled));

        Assert.DoesNotContain(push.Id, fault.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("-value", fault.ToString(), StringComparison.Ordinal);
    }
}
