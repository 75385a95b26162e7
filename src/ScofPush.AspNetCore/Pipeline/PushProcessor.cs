using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using ScofPush.AspNetCore.Enrollment;
using ScofPush.AspNetCore.Pending;
using ScofPush.AspNetCore.Recording;

namespace ScofPush.AspNetCore.Pipeline;

/// <summary>
/// Works on pushes: enrolls and records what was confirmed, ends what has expired. One task a push in this process, whoever asks;
/// between processes the store's claims decide. Not tied to any request.
/// </summary>
internal sealed class PushProcessor(
    PushLot lot,
    ReceiptEnrollment enrollment,
    CardRecording recording,
    TimeProvider time,
    ILogger<PushProcessor> logger) : IDisposable
{
    private readonly ConcurrentDictionary<string, Lazy<Task>> _running = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _stopping = new();

    /// <summary>Runs the work on a push, or joins it. The task does not fail: faults are logged and background work comes back to them.</summary>
    public Task RunAsync(string id) => _running.GetOrAdd(id, Start).Value;

    /// <summary>Waits for the work under way; when <paramref name="grace"/> ends, it is told to stop.</summary>
    public async Task DrainAsync(CancellationToken grace)
    {
        await using var registration = grace.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), _stopping);
        await Task.WhenAll(_running.Values.Select(work => work.Value));
    }

    public void Dispose() => _stopping.Dispose();

    private Lazy<Task> Start(string id) => new(() => Task.Run(() => WorkAsync(id)));

    private async Task WorkAsync(string id)
    {
        try
        {
            if (await lot.FindAsync(id, _stopping.Token) is { } push)
            {
                await WorkAsync(push);
            }
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // Shutdown: the store knows how far it came, and the next start goes on from there.
        }
        catch (Exception exception)
        {
            PipelineLog.BackgroundFailed(logger, Faults.CodeOf(exception), PushId.Short(id), exception);
        }
        finally
        {
            _running.TryRemove(id, out _);
        }
    }

    private async Task WorkAsync(PushRecord push)
    {
        if (push.State == PushState.Confirmed)
        {
            push = await enrollment.EnrollAsync(push, _stopping.Token);
        }

        if (push.State == PushState.Returned)
        {
            push = await recording.RecordAsync(push, _stopping.Token);
        }

        if (push.DueAt <= time.GetUtcNow() && lot.HasExpired(push))
        {
            push = await ExpireAsync(push);
        }

        if (push.DueAt <= time.GetUtcNow() && push.State is PushState.Returned or PushState.Expired)
        {
            await lot.MoveAsync(push, current => current.DueAt <= time.GetUtcNow() ? PushRecords.Erase(current) : current, _stopping.Token);
        }
    }

    private async Task<PushRecord> ExpireAsync(PushRecord push)
    {
        if (push.State != PushState.Expired)
        {
            PendingLog.Expired(logger, PushId.Short(push.Id), push.State);
            (push, _) = await lot.MoveAsync(push, PushRecords.Expire, _stopping.Token);
        }

        return push;
    }
}
