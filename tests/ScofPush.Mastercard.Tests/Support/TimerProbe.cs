using System.Threading.Channels;
using Microsoft.Extensions.Time.Testing;

namespace ScofPush.Mastercard.Tests.Support;

/// <summary>A clock that the test moves, and that tells when somebody started to wait on it.</summary>
internal sealed class TimerProbe : FakeTimeProvider
{
    private readonly Channel<TimeSpan> _timers = Channel.CreateUnbounded<TimeSpan>();

    public TimerProbe()
        : base(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero))
    {
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        _timers.Writer.TryWrite(dueTime);
        return timer;
    }

    /// <summary>Waits until a timer of just this length runs, then lets it pass.</summary>
    public async Task PassAsync(TimeSpan length)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(30));
        while (await _timers.Reader.ReadAsync(limit.Token) != length)
        {
        }

        Advance(length);
    }
}
