using ScofPush.AspNetCore.Pending;
using Xunit;

namespace ScofPush.Shared;

/// <summary>The part of the contract of <see cref="IPushStore"/> that makes an enrollment happen once: claims .</summary>
public abstract class ClaimConformance
{
    private const int Racers = 50;

    /// <summary>The store; it may be shared by the tests of the class and may hold other pushes.</summary>
    protected abstract IPushStore Store { get; }

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task FindByClaimAsync_finds_the_whole_push_that_holds_it()
    {
        var claim = Samples.Text(43);
        var push = await AddAsync(Samples.Push(null, null, null));

        Assert.Equal(ReplaceResult.Replaced, await ReplaceAsync(push.Claiming(null, claim, null)));

        var found = await Store.FindByClaimAsync(claim, Cancelled);
        Assert.NotNull(found);
        Assert.Equivalent(push.Claiming(null, claim, null) with { Version = 1 }, found, strict: true);
    }

    [Fact]
    public async Task FindByClaimAsync_unknown_claim_or_other_case_is_null()
    {
        var claim = "aBc" + Samples.Text(40);
        await AddAsync(Samples.Push(claim));

        Assert.Null(await Store.FindByClaimAsync(Samples.Text(43), Cancelled));
        Assert.Null(await Store.FindByClaimAsync("AbC" + claim[3..], Cancelled));
        Assert.NotNull(await Store.FindByClaimAsync(claim, Cancelled));
    }

    [Fact]
    public async Task ReplaceAsync_claim_of_another_push_is_told_and_nothing_is_written()
    {
        var claim = Samples.Text(43);
        var free = Samples.Text(43);
        var holder = await AddAsync(Samples.Push(claim));
        var late = await AddAsync(Samples.FullPush());
        var changed = late with
        {
            State = PushState.Returned,
            CustomerKey = "changed",
            Receipts = [late.Receipts[0] with { ClaimKey = free }, late.Receipts[1] with { ClaimKey = claim, Attempt = 9 }, .. late.Receipts.Skip(2)],
        };

        Assert.Equal(ReplaceResult.AlreadyClaimed, await ReplaceAsync(changed));

        Assert.Equivalent(late, await Store.FindAsync(late.Id, Cancelled), strict: true);
        Assert.Equal(holder.Id, (await Store.FindByClaimAsync(claim, Cancelled))?.Id);
        Assert.Null(await Store.FindByClaimAsync(free, Cancelled));
    }

    [Fact]
    public async Task ReplaceAsync_stale_version_and_taken_claim_is_a_conflict()
    {
        var claim = Samples.Text(43);
        await AddAsync(Samples.Push(claim));
        var late = await AddAsync(Samples.Push());

        Assert.Equal(ReplaceResult.Conflict, await ReplaceAsync(late.Claiming(claim) with { Version = 1 }));
    }

    [Fact]
    public async Task ReplaceAsync_own_claim_is_kept_through_later_moves()
    {
        var claim = Samples.Text(43);
        var push = await AddAsync(Samples.Push());

        Assert.Equal(ReplaceResult.Replaced, await ReplaceAsync(push.Claiming(claim)));
        Assert.Equal(ReplaceResult.Replaced, await ReplaceAsync(push.Claiming(claim) with { Version = 1, State = PushState.Confirmed }));

        Assert.Equal(2, (await Store.FindByClaimAsync(claim, Cancelled))?.Version);
    }

    [Fact]
    public async Task ReplaceAsync_own_claims_may_change_places()
    {
        var (one, two) = (Samples.Text(43), Samples.Text(43));
        var push = await AddAsync(Samples.Push(one, two));

        Assert.Equal(ReplaceResult.Replaced, await ReplaceAsync(push.Claiming(two, one)));

        Assert.Equal([two, one], (await Store.FindByClaimAsync(one, Cancelled))!.Receipts.Select(r => r.ClaimKey));
    }

    [Fact]
    public async Task ReplaceAsync_released_claim_is_free_for_another_push()
    {
        var claim = Samples.Text(43);
        var first = await AddAsync(Samples.Push(claim));
        var second = await AddAsync(Samples.Push());
        Assert.Equal(ReplaceResult.AlreadyClaimed, await ReplaceAsync(second.Claiming(claim)));

        Assert.Equal(ReplaceResult.Replaced, await ReplaceAsync(first.Claiming([null])));

        Assert.Null(await Store.FindByClaimAsync(claim, Cancelled));
        Assert.Equal(ReplaceResult.Replaced, await ReplaceAsync(second.Claiming(claim)));
        Assert.Equal(second.Id, (await Store.FindByClaimAsync(claim, Cancelled))?.Id);
    }

    [Fact]
    public async Task ReplaceAsync_fifty_pushes_at_once_claim_one_receipt_once()
    {
        var claim = Samples.Text(43);
        var pushes = Enumerable.Range(0, Racers).Select(_ => Samples.Push()).ToArray();
        foreach (var push in pushes)
        {
            await AddAsync(push);
        }

        var results = await Task.WhenAll(pushes.Select(p => Task.Run(() => ReplaceAsync(p.Claiming(claim)))));

        Assert.Single(results, ReplaceResult.Replaced);
        Assert.Equal(Racers - 1, results.Count(r => r == ReplaceResult.AlreadyClaimed));
        var winner = pushes[Array.IndexOf(results, ReplaceResult.Replaced)];
        Assert.Equal(winner.Id, (await Store.FindByClaimAsync(claim, Cancelled))?.Id);
        foreach (var loser in pushes.Where(p => p != winner))
        {
            Assert.Equivalent(loser, await Store.FindAsync(loser.Id, Cancelled), strict: true);
        }
    }

    [Fact]
    public async Task ReplaceAsync_claims_crossing_in_opposite_order_end_with_one_winner()
    {
        for (var round = 0; round < 5; round++)
        {
            var (one, two) = (Samples.Text(43), Samples.Text(43));
            var forward = await AddAsync(Samples.Push(null, null));
            var backward = await AddAsync(Samples.Push(null, null));

            var results = await Task.WhenAll(
                Task.Run(() => ReplaceAsync(forward.Claiming(one, two))),
                Task.Run(() => ReplaceAsync(backward.Claiming(two, one))));

            Assert.Single(results, ReplaceResult.Replaced);
            var winner = results[0] == ReplaceResult.Replaced ? forward : backward;
            Assert.Equal(winner.Id, (await Store.FindByClaimAsync(one, Cancelled))?.Id);
            Assert.Equal(winner.Id, (await Store.FindByClaimAsync(two, Cancelled))?.Id);
        }
    }

    private async Task<PushRecord> AddAsync(PushRecord push)
    {
        await Store.AddAsync(push, Cancelled);
        return push;
    }

    private Task<ReplaceResult> ReplaceAsync(PushRecord push) => Store.ReplaceAsync(push, Cancelled);
}
