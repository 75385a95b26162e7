using ScofPush.AspNetCore.Pending;
using Xunit;

namespace ScofPush.Shared;

/// <summary>What every <see cref="IPushStore"/> must do: derive, hand in a store, and run .</summary>
public abstract class PushStoreConformance
{
    private const int Racers = 50;

    /// <summary>The store; it may be shared by the tests of the class and may hold other pushes.</summary>
    protected abstract IPushStore Store { get; }

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task FindAsync_unknown_id_is_null()
    {
        await AddAsync(Samples.Push());

        Assert.Null(await Store.FindAsync(Samples.Text(43), Cancelled));
    }

    [Fact]
    public async Task FindAsync_id_in_another_case_or_shortened_is_null()
    {
        var push = await AddAsync(Samples.Push() with { Id = "aBc" + Samples.Text(40) });

        Assert.Null(await Store.FindAsync("AbC" + push.Id[3..], Cancelled));
        Assert.Null(await Store.FindAsync(push.Id[..42], Cancelled));
        Assert.Null(await Store.FindAsync(push.Id + " ", Cancelled));
        Assert.NotNull(await Store.FindAsync(push.Id, Cancelled));
    }

    [Fact]
    public async Task AddAsync_same_id_twice_throws_and_keeps_the_first()
    {
        var push = await AddAsync(Samples.Push());

        await Assert.ThrowsAnyAsync<Exception>(() => Store.AddAsync(push with { Sealed = "second" }, Cancelled));

        Assert.Equal("sealed", (await FindAsync(push.Id)).Sealed);
    }

    [Fact]
    public async Task FindAsync_returns_every_member_as_it_was_added()
    {
        var push = await AddAsync(Samples.FullPush());

        Assert.Equivalent(push, await FindAsync(push.Id), strict: true);
    }

    [Fact]
    public async Task FindAsync_returns_every_member_as_it_was_replaced()
    {
        var push = await AddAsync(Samples.Push(null, null, null, null, null));
        var replacement = Samples.FullPush() with { Id = push.Id, Version = 0 };

        Assert.Equal(ReplaceResult.Replaced, await ReplaceAsync(replacement));

        Assert.Equivalent(replacement with { Version = 1 }, await FindAsync(push.Id), strict: true);
    }

    [Fact]
    public async Task ReplaceAsync_members_set_to_null_are_null()
    {
        var push = await AddAsync(Samples.FullPush());
        var erased = push with
        {
            Sealed = null,
            CustomerKey = null,
            ForgottenAt = null,
            DueAt = null,
            Receipts = [.. push.Receipts.Select(r => new ReceiptRecord { RecordId = r.RecordId })],
        };

        await ReplaceAsync(erased);

        Assert.Equivalent(erased with { Version = push.Version + 1 }, await FindAsync(push.Id), strict: true);
    }

    [Fact]
    public async Task FindAsync_time_with_an_offset_is_the_same_instant()
    {
        var local = Samples.Now.ToOffset(TimeSpan.FromHours(-7));

        var push = await AddAsync(Samples.Push() with { CreatedAt = local, DueAt = local });

        var found = await FindAsync(push.Id);
        Assert.Equal(Samples.Now, found.CreatedAt);
        Assert.Equal(Samples.Now, found.DueAt);
    }

    [Fact]
    public async Task FindAsync_receipts_keep_the_order_of_the_bank()
    {
        var push = await AddAsync(Samples.Push(null, null, null, null, null));

        Assert.Equal(push.Receipts.Select(r => r.RecordId), (await FindAsync(push.Id)).Receipts.Select(r => r.RecordId));
    }

    [Fact]
    public async Task ReplaceAsync_version_that_was_read_counts_up_by_one()
    {
        var push = await AddAsync(Samples.Push());

        Assert.Equal(ReplaceResult.Replaced, await ReplaceAsync(push with { State = PushState.Bound, CustomerKey = "me" }));
        Assert.Equal(ReplaceResult.Replaced, await ReplaceAsync(push with { State = PushState.Confirmed, Version = 1 }));

        var found = await FindAsync(push.Id);
        Assert.Equal((2, PushState.Confirmed, null), (found.Version, found.State, found.CustomerKey));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1)]
    public async Task ReplaceAsync_other_version_is_a_conflict_and_writes_nothing(int difference)
    {
        var push = await AddAsync(Samples.FullPush());
        var changed = push with
        {
            State = PushState.Returned,
            Version = push.Version + difference,
            Receipts = [.. push.Receipts.Select(r => r with { State = ReceiptState.Failed })],
        };

        Assert.Equal(ReplaceResult.Conflict, await ReplaceAsync(changed));

        Assert.Equivalent(push, await FindAsync(push.Id), strict: true);
    }

    [Fact]
    public async Task ReplaceAsync_unknown_id_is_a_conflict_and_adds_nothing()
    {
        var push = Samples.Push(Samples.Text(43));

        Assert.Equal(ReplaceResult.Conflict, await ReplaceAsync(push));

        Assert.Null(await Store.FindAsync(push.Id, Cancelled));
        Assert.Null(await Store.FindByClaimAsync(push.Receipts[0].ClaimKey!, Cancelled));
    }

    [Fact]
    public async Task ReplaceAsync_fifty_at_once_replace_one_version_once()
    {
        var push = await AddAsync(Samples.Push());

        var results = await Task.WhenAll(Enumerable.Range(0, Racers).Select(i =>
            Task.Run(() => ReplaceAsync(push with { CustomerKey = $"racer {i}" }))));

        Assert.Single(results, ReplaceResult.Replaced);
        Assert.Equal(Racers - 1, results.Count(r => r == ReplaceResult.Conflict));
        var found = await FindAsync(push.Id);
        Assert.Equal((1, $"racer {Array.IndexOf(results, ReplaceResult.Replaced)}"), (found.Version, found.CustomerKey));
    }

    [Fact]
    public async Task FindDueAsync_due_pushes_come_oldest_first_and_only_those()
    {
        var era = new DateTimeOffset(1991, 1, 1, 0, 0, 0, TimeSpan.Zero);
        var last = await AddAsync(Samples.Push() with { DueAt = era });
        var first = await AddAsync(Samples.Push() with { DueAt = era.AddMilliseconds(-2) });
        var middle = await AddAsync(Samples.Push() with { DueAt = era.AddMilliseconds(-1) });
        var notYet = await AddAsync(Samples.Push() with { DueAt = era.AddMilliseconds(1) });
        var never = await AddAsync(Samples.Push() with { DueAt = null });

        var due = await Store.FindDueAsync(era, 1000, Cancelled);

        string[] mine = [first.Id, middle.Id, last.Id, notYet.Id, never.Id];
        Assert.Equal([first.Id, middle.Id, last.Id], due.Where(mine.Contains));
    }

    [Fact]
    public async Task FindDueAsync_limit_keeps_the_oldest()
    {
        var era = new DateTimeOffset(1971, 1, 1, 0, 0, 0, TimeSpan.Zero);
        var third = await AddAsync(Samples.Push() with { DueAt = era.AddDays(2) });
        var second = await AddAsync(Samples.Push(null, null, null) with { DueAt = era.AddDays(1) });
        var first = await AddAsync(Samples.Push(null, null, null) with { DueAt = era });

        Assert.Equal([first.Id, second.Id], await Store.FindDueAsync(era.AddDays(3), 2, Cancelled));
        Assert.Equal([first.Id, second.Id, third.Id], await Store.FindDueAsync(era.AddDays(3), 3, Cancelled));
        Assert.Empty(await Store.FindDueAsync(era.AddDays(3), 0, Cancelled));
    }

    [Fact]
    public async Task FindDueAsync_push_that_was_put_off_is_not_due()
    {
        var era = new DateTimeOffset(1981, 1, 1, 0, 0, 0, TimeSpan.Zero);
        var push = await AddAsync(Samples.Push() with { DueAt = era });

        await ReplaceAsync(push with { DueAt = era.AddDays(1) });

        Assert.DoesNotContain(push.Id, await Store.FindDueAsync(era, 1000, Cancelled));
        Assert.Contains(push.Id, await Store.FindDueAsync(era.AddDays(1), 1000, Cancelled));
    }

    [Fact]
    public async Task CountParkedAsync_counts_who_waits_for_a_shopper()
    {
        var before = await Store.CountParkedAsync(Cancelled);
        foreach (var state in Enum.GetValues<PushState>())
        {
            await AddAsync(Samples.Push(null, null, null) with { State = state });
        }

        Assert.Equal(before + 2, await Store.CountParkedAsync(Cancelled));
    }

    [Fact]
    public async Task FindByCustomerAsync_finds_all_of_one_customer_oldest_first()
    {
        var customer = "顧客 'Ünï' _%" + Samples.Text(20);
        var second = await AddAsync(Samples.Push(null, null) with { CustomerKey = customer, CreatedAt = Samples.Now.AddDays(1) });
        var first = await AddAsync(Samples.Push() with { CustomerKey = customer, State = PushState.Returned });
        await AddAsync(Samples.Push() with { CustomerKey = customer.ToUpperInvariant() });
        await AddAsync(Samples.Push() with { CustomerKey = customer + " " });
        await AddAsync(Samples.Push());

        Assert.Equal([first.Id, second.Id], await Store.FindByCustomerAsync(customer, Cancelled));

        await ReplaceAsync(first with { CustomerKey = null });
        Assert.Equal([second.Id], await Store.FindByCustomerAsync(customer, Cancelled));
    }

    [Theory]
    [InlineData(ReceiptState.Waiting, false)]
    [InlineData(ReceiptState.Enrolling, true)]
    [InlineData(ReceiptState.Enrolled, true)]
    [InlineData(ReceiptState.Recorded, false)]
    [InlineData(ReceiptState.Undelivered, false)]
    [InlineData(ReceiptState.Cancelled, false)]
    [InlineData(ReceiptState.Declined, false)]
    [InlineData(ReceiptState.Duplicate, false)]
    [InlineData(ReceiptState.Failed, false)]
    [InlineData(ReceiptState.Unknown, true)]
    [InlineData(ReceiptState.SavedUnread, true)]
    [InlineData(ReceiptState.GivenUp, true)]
    [InlineData(ReceiptState.Expired, false)]
    public async Task FindUnsettledAsync_finds_what_is_not_known(ReceiptState state, bool isUnsettled)
    {
        var push = Samples.Push(null, null);
        var mine = await AddAsync(push with { CustomerKey = "me", Receipts = [push.Receipts[0], push.Receipts[1] with { State = state }] });
        var nobodys = await AddAsync(Samples.Push() with { Receipts = [new() { RecordId = "", State = state }] });

        var found = await Store.FindUnsettledAsync(1000, Cancelled);

        Assert.Equal(isUnsettled, found.Contains(mine.Id));
        Assert.DoesNotContain(nobodys.Id, found);
    }

    [Fact]
    public async Task FindUnsettledAsync_limit_keeps_the_newest()
    {
        var era = new DateTimeOffset(2200, 1, 1, 0, 0, 0, TimeSpan.Zero);
        PushRecord[] pushes = [.. Enumerable.Range(0, 3).Select(day => Samples.FullPush() with { CreatedAt = era.AddDays(day) })];
        foreach (var push in pushes)
        {
            await AddAsync(push);
        }

        Assert.Equal([pushes[2].Id, pushes[1].Id], await Store.FindUnsettledAsync(2, Cancelled));
        Assert.Empty(await Store.FindUnsettledAsync(0, Cancelled));
    }

    private protected async Task<PushRecord> AddAsync(PushRecord push)
    {
        await Store.AddAsync(push, Cancelled);
        return push;
    }

    private protected async Task<PushRecord> FindAsync(string id)
    {
        var push = await Store.FindAsync(id, Cancelled);
        Assert.NotNull(push);
        return push;
    }

    private protected Task<ReplaceResult> ReplaceAsync(PushRecord push) => Store.ReplaceAsync(push, Cancelled);
}
