using System.Collections.Concurrent;

namespace Bank.Pushes;

/// <summary>The pushes since the start.</summary>
internal sealed class PushBook
{
    private readonly ConcurrentDictionary<string, PushRecord> _pushes = new(StringComparer.Ordinal);

    public void Add(PushRecord push) => _pushes[push.Reference] = push;

    /// <summary>Null also when the push is another customer's.</summary>
    public PushRecord? Find(string? reference, string? userName) =>
        reference is not null && _pushes.TryGetValue(reference, out var push) && push.UserName == userName ? push : null;
}
