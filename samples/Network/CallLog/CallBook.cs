namespace Network.CallLog;

/// <summary>The last calls, oldest first.</summary>
internal sealed class CallBook(TimeProvider clock)
{
    private const int Kept = 5000;

    private readonly Lock _gate = new();
    private readonly Queue<CallEntry> _entries = new();
    private long _lastId;

    public void Add(HttpContext context, string operation, CallFacts facts)
    {
        lock (_gate)
        {
            _entries.Enqueue(new CallEntry(facts)
            {
                Id = ++_lastId,
                Time = clock.GetUtcNow(),
                Operation = operation,
                Method = context.Request.Method,
                Path = context.Request.PathBase + context.Request.Path,
            });
            if (_entries.Count > Kept)
            {
                _entries.Dequeue();
            }
        }
    }

    public IReadOnlyList<CallEntry> Since(long id)
    {
        lock (_gate)
        {
            return [.. _entries.Where(entry => entry.Id > id)];
        }
    }

    /// <summary>Ids go on where they were, so that a reader with a <c>since</c> misses nothing.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            _entries.Clear();
        }
    }
}
