using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using Microsoft.Extensions.Logging;
using ScofPush.AspNetCore.Diagnostics;

namespace ScofPush.AspNetCore.Pending;

/// <summary>How many pushes are taken: from one address, and in all .</summary>
internal sealed class LandingLimits(IPushStore store, PendingOptions options, TimeProvider time, ILogger<LandingLimits> logger) : IDisposable
{
    /// <summary>Seconds, as the header wants them.</summary>
    public const string RetryAfter = "60";

    // 64:ff9b::/96, behind which a network that speaks IPv6 only translates.
    private static ReadOnlySpan<byte> TranslatedIPv4 => [0, 0x64, 0xff, 0x9b, 0, 0, 0, 0, 0, 0, 0, 0];

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    // Parked pushes are counted so often; those of other nodes in between are missed.
    private static readonly TimeSpan CountInterval = TimeSpan.FromSeconds(5);

    private readonly PartitionedRateLimiter<IPAddress?> _addresses = PartitionedRateLimiter.Create<IPAddress?, ulong>(address =>
        options.LandingsPerMinute == 0
            ? RateLimitPartition.GetNoLimiter(0UL)
            : RateLimitPartition.GetFixedWindowLimiter(
                NetworkOf(address),
                _ => new FixedWindowRateLimiterOptions { PermitLimit = options.LandingsPerMinute, Window = Window }));

    private readonly Lock _lock = new();
    private Task<int>? _count;
    private DateTimeOffset _countedAt = DateTimeOffset.MinValue;
    private int _parkedSince;
    private DateTimeOffset _warnedAt = DateTimeOffset.MinValue;

    public void Dispose() => _addresses.Dispose();

    /// <summary>Why an address may not bring another push now, or <see langword="null"/>.</summary>
    public string? RefuseAddress(IPAddress? address)
    {
        using var lease = _addresses.AttemptAcquire(address);
        return lease.IsAcquired ? null : Warn(ScofPushCodes.TooManyLandings);
    }

    /// <summary>Why no other push can be parked now, or <see langword="null"/>.</summary>
    public async ValueTask<string?> RefuseAnyAsync(CancellationToken cancellationToken) =>
        await CountAsync().WaitAsync(cancellationToken) + Interlocked.Increment(ref _parkedSince) > options.MaxParked ? Warn(ScofPushCodes.TooManyParked) : null;

    /// <summary>One count serves all who wait for it; one that failed is not kept.</summary>
    private Task<int> CountAsync()
    {
        lock (_lock)
        {
            var now = time.GetUtcNow();
            if (_count is null || _count.IsFaulted || (_count.IsCompleted && (now - _countedAt).Duration() >= CountInterval))
            {
                _countedAt = now;
                _parkedSince = 0;

                // Not here: a database that answers synchronously would keep everybody from the lock.
                _count = Task.Run(() => store.CountParkedAsync(CancellationToken.None));
            }

            return _count;
        }
    }

    /// <summary>Once in a while: a flood must not flood the log.</summary>
    private string Warn(string code)
    {
        lock (_lock)
        {
            var now = time.GetUtcNow();
            if ((now - _warnedAt).Duration() >= Window)
            {
                _warnedAt = now;
                if (code == ScofPushCodes.TooManyLandings)
                {
                    PendingLog.TooManyLandings(logger, code, options.LandingsPerMinute);
                }
                else
                {
                    PendingLog.TooManyParked(logger, code, options.MaxParked);
                }
            }
        }

        return code;
    }

    /// <summary>An IPv4 address, or the network of 64 bits that a subscriber of IPv6 has. All requests without an address are one.</summary>
    private static ulong NetworkOf(IPAddress? address)
    {
        Span<byte> bytes = stackalloc byte[16];
        if (address is null || !address.TryWriteBytes(bytes, out _))
        {
            return 0;
        }

        return address.AddressFamily != AddressFamily.InterNetworkV6 ? BinaryPrimitives.ReadUInt32BigEndian(bytes)
            : address.IsIPv4MappedToIPv6 || bytes.StartsWith(TranslatedIPv4) ? BinaryPrimitives.ReadUInt32BigEndian(bytes[12..])
            : BinaryPrimitives.ReadUInt64BigEndian(bytes);
    }
}
