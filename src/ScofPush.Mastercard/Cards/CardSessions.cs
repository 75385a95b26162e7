using System.Collections.Concurrent;

namespace ScofPush.Mastercard.Cards;

/// <summary>
/// The flow id of the network's last answer about a card, for the call that follows on it: the network's sites copy from one another
/// with a delay, and a card deleted right after it was enrolled would not be found at another site, that is, taken for gone. Kept for
/// minutes and in this process only; without it a call is merely sent to any site.
/// </summary>
internal sealed class CardSessions(TimeProvider time)
{
    private const int Most = 10_000;
    private static readonly TimeSpan Life = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<string, (string FlowId, DateTimeOffset Until)> _held = new(StringComparer.Ordinal);

    public string? FlowIdOf(string cardId) =>
        _held.TryGetValue(cardId, out var session) && time.GetUtcNow() < session.Until ? session.FlowId : null;

    public void Keep(string cardId, string? flowId)
    {
        if (flowId is null)
        {
            return;
        }

        if (_held.Count >= Most)
        {
            _held.Clear();
        }

        _held[cardId] = (flowId, time.GetUtcNow() + Life);
    }
}
