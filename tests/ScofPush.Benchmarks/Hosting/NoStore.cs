using ScofPush.AspNetCore.Pending;

namespace ScofPush.Benchmarks.Hosting;

/// <summary>Keeps nothing, so that a landing can be measured without its store write.</summary>
internal sealed class NoStore : IPushStore
{
    public Task AddAsync(PushRecord push, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<PushRecord?> FindAsync(string id, CancellationToken cancellationToken) => Task.FromResult<PushRecord?>(null);

    public Task<PushRecord?> FindByClaimAsync(string claimKey, CancellationToken cancellationToken) => Task.FromResult<PushRecord?>(null);

    public Task<ReplaceResult> ReplaceAsync(PushRecord push, CancellationToken cancellationToken) => Task.FromResult(ReplaceResult.Conflict);

    public Task<int> CountParkedAsync(CancellationToken cancellationToken) => Task.FromResult(0);

    public Task<IReadOnlyList<string>> FindDueAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<string>>([]);

    public Task<IReadOnlyList<string>> FindByCustomerAsync(string customerKey, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<string>>([]);

    public Task<IReadOnlyList<string>> FindUnsettledAsync(int limit, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<string>>([]);
}
