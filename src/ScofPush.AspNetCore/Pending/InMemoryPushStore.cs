namespace ScofPush.AspNetCore.Pending;

/// <summary>Keeps pushes in this process only: Development and tests. They are gone when the process ends.</summary>
internal sealed class InMemoryPushStore : IPushStore
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, PushRecord> _pushes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _pushIdsByClaim = new(StringComparer.Ordinal);

    public Task AddAsync(PushRecord push, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
        {
            if (_pushes.ContainsKey(push.Id) || IsAnyClaimTaken(push))
            {
                throw new InvalidOperationException("The push or one of its claims is already stored.");
            }

            Put(push);
        }

        return Task.CompletedTask;
    }

    public Task<PushRecord?> FindAsync(string id, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
        {
            return Task.FromResult(_pushes.GetValueOrDefault(id));
        }
    }

    public Task<PushRecord?> FindByClaimAsync(string claimKey, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
        {
            return Task.FromResult(_pushIdsByClaim.TryGetValue(claimKey, out var id) ? _pushes[id] : null);
        }
    }

    public Task<ReplaceResult> ReplaceAsync(PushRecord push, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
        {
            if (!_pushes.TryGetValue(push.Id, out var stored) || stored.Version != push.Version)
            {
                return Task.FromResult(ReplaceResult.Conflict);
            }

            if (IsAnyClaimTaken(push))
            {
                return Task.FromResult(ReplaceResult.AlreadyClaimed);
            }

            foreach (var claim in ClaimsOf(stored))
            {
                _pushIdsByClaim.Remove(claim);
            }

            Put(push with { Version = push.Version + 1 });
            return Task.FromResult(ReplaceResult.Replaced);
        }
    }

    public Task<IReadOnlyList<string>> FindDueAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(limit);
        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
        {
            return Task.FromResult<IReadOnlyList<string>>(
                [.. _pushes.Values.Where(p => p.DueAt <= now).OrderBy(p => p.DueAt).Take(limit).Select(p => p.Id)]);
        }
    }

    public Task<IReadOnlyList<string>> FindByCustomerAsync(string customerKey, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
        {
            return Task.FromResult<IReadOnlyList<string>>(
                [.. _pushes.Values.Where(p => string.Equals(p.CustomerKey, customerKey, StringComparison.Ordinal)).OrderBy(p => p.CreatedAt).Select(p => p.Id)]);
        }
    }

    public Task<IReadOnlyList<string>> FindUnsettledAsync(int limit, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(limit);
        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
        {
            return Task.FromResult<IReadOnlyList<string>>(
                [.. _pushes.Values.Where(IsUnsettled).OrderByDescending(p => p.CreatedAt).Take(limit).Select(p => p.Id)]);
        }
    }

    public Task<int> CountParkedAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
        {
            return Task.FromResult(_pushes.Values.Count(push => push.State is PushState.Parked or PushState.Bound));
        }
    }

    private static bool IsUnsettled(PushRecord push) => push.CustomerKey is not null && push.Receipts.Any(receipt =>
        receipt.State is ReceiptState.Enrolling or ReceiptState.Unknown or ReceiptState.SavedUnread or ReceiptState.GivenUp or ReceiptState.Enrolled);

    private static IEnumerable<string> ClaimsOf(PushRecord push) => push.Receipts.Select(r => r.ClaimKey).OfType<string>();

    private bool IsAnyClaimTaken(PushRecord push)
    {
        var own = new HashSet<string>(StringComparer.Ordinal);
        return ClaimsOf(push).Any(claim =>
            !own.Add(claim)
            || (_pushIdsByClaim.TryGetValue(claim, out var holder) && !string.Equals(holder, push.Id, StringComparison.Ordinal)));
    }

    private void Put(PushRecord push)
    {
        // The caller keeps its list; a later change of it must not reach the stored push.
        _pushes[push.Id] = push with { Receipts = [.. push.Receipts] };
        foreach (var claim in ClaimsOf(push))
        {
            _pushIdsByClaim[claim] = push.Id;
        }
    }
}
