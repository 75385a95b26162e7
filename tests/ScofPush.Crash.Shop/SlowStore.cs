using ScofPush.AspNetCore.Pending;

namespace ScofPush.Crash.Shop;

/// <summary>The real store, slow where a push is decided on, so that a kill can come between any two writes.</summary>
internal sealed class SlowStore(IPushStore inner, CrashSettings settings) : IPushStore
{
    public async Task<ReplaceResult> ReplaceAsync(PushRecord push, CancellationToken cancellationToken)
    {
        if (push.State is PushState.Confirmed or PushState.Returned)
        {
            await Task.Delay(settings.Slowness, cancellationToken);
        }

        return await inner.ReplaceAsync(push, cancellationToken);
    }

    public Task AddAsync(PushRecord push, CancellationToken cancellationToken) => inner.AddAsync(push, cancellationToken);

    public Task<PushRecord?> FindAsync(string id, CancellationToken cancellationToken) => inner.FindAsync(id, cancellationToken);

    public Task<PushRecord?> FindByClaimAsync(string claimKey, CancellationToken cancellationToken) => inner.FindByClaimAsync(claimKey, cancellationToken);

    public Task<int> CountParkedAsync(CancellationToken cancellationToken) => inner.CountParkedAsync(cancellationToken);

    public Task<IReadOnlyList<string>> FindDueAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken) =>
        inner.FindDueAsync(now, limit, cancellationToken);

    public Task<IReadOnlyList<string>> FindByCustomerAsync(string customerKey, CancellationToken cancellationToken) =>
        inner.FindByCustomerAsync(customerKey, cancellationToken);

    public Task<IReadOnlyList<string>> FindUnsettledAsync(int limit, CancellationToken cancellationToken) =>
        inner.FindUnsettledAsync(limit, cancellationToken);
}
