namespace Network.Gateway;

/// <summary>Remembers the nonces of accepted calls for as long as their timestamps could be accepted again.</summary>
internal sealed class NonceBook(TimeProvider clock)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<(string ConsumerKey, string Nonce), DateTimeOffset> _seen = [];

    public bool TryUse(string consumerKey, string nonce, TimeSpan remember)
    {
        var now = clock.GetUtcNow();
        lock (_gate)
        {
            foreach (var old in _seen.Where(entry => entry.Value <= now).Select(entry => entry.Key).ToList())
            {
                _seen.Remove(old);
            }

            return _seen.TryAdd((consumerKey, nonce), now + remember);
        }
    }
}
