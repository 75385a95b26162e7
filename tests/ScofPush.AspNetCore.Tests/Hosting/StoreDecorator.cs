using ScofPush.AspNetCore.Pending;

namespace ScofPush.AspNetCore.Tests.Hosting;

/// <summary>A store that does what another does, but for what a test changes.</summary>
internal abstract class StoreDecorator(IPushStore inner) : IPushStore
{
    public virtual Task AddAsync(PushRecord push, CancellationToken cancellationToken) => inner.AddAsync(push, cancellationToken);

    public virtual Task<PushRecord?> FindAsync(string id, CancellationToken cancellationToken) => inner.FindAsync(id, cancellationToken);

    public virtual Task<PushRecord?> FindByClaimAsync(string claimKey, CancellationToken cancellationToken) =>
        inner.FindByClaimAsync(claimKey, cancellationToken);

    public virtual Task<ReplaceResult> ReplaceAsync(PushRecord push, CancellationToken cancellationToken) => inner.ReplaceAsync(push, cancellationToken);

    public virtual Task<int> CountParkedAsync(CancellationToken cancellationToken) => inner.CountParkedAsync(cancellationToken);

    public virtual Task<IReadOnlyList<string>> FindDueAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken) =>
        inner.FindDueAsync(now, limit, cancellationToken);

    public virtual Task<IReadOnlyList<string>> FindByCustomerAsync(string customerKey, CancellationToken cancellationToken) =>
        inner.FindByCustomerAsync(customerKey, cancellationToken);

    public virtual Task<IReadOnlyList<string>> FindUnsettledAsync(int limit, CancellationToken cancellationToken) =>
        inner.FindUnsettledAsync(limit, cancellationToken);
}
