using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using ScofPush.AspNetCore.Detection;
using ScofPush.AspNetCore.Pending;
using Xunit;

namespace ScofPush.AspNetCore.Tests.Hosting;

/// <summary>Pushes that nobody waits for, and the time that passes until background work comes to them.</summary>
internal static class Leftovers
{
    public static async Task<PushRecord> FindPushAsync(this TestShop shop, string id) =>
        (await shop.Services.GetRequiredService<IPushStore>().FindAsync(id, TestContext.Current.CancellationToken))!;

    /// <summary>Puts a confirmed push into the store as a process that died would have left it.</summary>
    public static async Task<PushRecord> LeaveBehindAsync(
        this TestShop shop,
        FakeTimeProvider time,
        Func<ReceiptRecord, ReceiptRecord> receipt,
        TimeSpan? dueIn = null,
        PushState state = PushState.Confirmed)
    {
        var token = TestContext.Current.CancellationToken;
        var lot = shop.Services.GetRequiredService<PushLot>();
        var (push, _) = await lot.ParkAsync(new PushRequest { Receipts = ["MCC-STL-0001"] }, token);
        return (await lot.MoveAsync(
            push,
            current => current with
            {
                State = state,
                CustomerKey = "key-anna",
                DueAt = time.GetUtcNow() + (dueIn ?? TimeSpan.FromSeconds(55)),
                Receipts = [receipt(current.Receipts[0])],
            },
            token)).Push;
    }

    /// <summary>For what comes by the real clock.</summary>
    public static async Task UntilAsync(Func<Task<bool>> reached)
    {
        for (var step = 0; !await reached(); step++)
        {
            Assert.True(step < 1200, "it never came");
            await Task.Delay(25, TestContext.Current.CancellationToken);
        }
    }

    public static Task AdvanceUntilAsync(this FakeTimeProvider time, Func<bool> reached) => time.AdvanceUntilAsync(() => Task.FromResult(reached()));

    public static async Task AdvanceUntilAsync(this FakeTimeProvider time, Func<Task<bool>> reached)
    {
        for (var step = 0; !await reached(); step++)
        {
            Assert.True(step < 2000, "it never came");
            time.Advance(TimeSpan.FromSeconds(2));
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }
    }
}
