using ScofPush.AspNetCore.Pending;

namespace ScofPush.Benchmarks.Accepting;

/// <summary>Counts what is asked of a store.</summary>
internal sealed class CountingStore(IPushStore inner) : IPushStore
{
    private int _moves;
    private int _reads;

    public int Moves => _moves;

    public int Reads => _reads;

    public Task AddAsync(PushRecord push, CancellationToken cancellationToken) => inner.AddAsync(push, cancellationToken);

    public Task<PushRecord?> FindAsync(string id, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _reads);
        return inner.FindAsync(id, cancellationToken);
    }

    public Task<PushRecord?> FindByClaimAsync(string claimKey, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _reads);
        return inner.FindByClaimAsync(claimKey, cancellationToken);
    }

    public Task<ReplaceResult> ReplaceAsync(PushRecord push, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _moves);
        return inner.ReplaceAsync(push, cancellationToken);
    }

    public Task<int> CountParkedAsync(CancellationToken cancellationToken) => inner.CountParkedAsync(cancellationToken);

    public Task<IReadOnlyList<string>> FindDueAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken) =>
        inner.FindDueAsync(now, limit, cancellationToken);

    public Task<IReadOnlyList<string>> FindByCustomerAsync(string customerKey, CancellationToken cancellationToken) =>
        inner.FindByCustomerAsync(customerKey, cancellationToken);

    public Task<IReadOnlyList<string>> FindUnsettledAsync(int limit, CancellationToken cancellationToken) => inner.FindUnsettledAsync(limit, cancellationToken);
}
