using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using ScofPush.AspNetCore.Diagnostics;
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
    ReceiptSettling settling,
    CardRecording recording,
    PersonalDataEraser eraser,
    ScofPushMetrics metrics,
    TimeProvider time,
    ILogger<PushProcessor> logger) : IDisposable
{
    private static readonly TimeSpan FailureDelay = TimeSpan.FromMinutes(1);

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

    private Lazy<Task> Start(string id) => new(() =>
    {
        // The work outlives the request that starts it: the host's recorder must not find that request's HttpContext.
        using (ExecutionContext.SuppressFlow())
        {
            return Task.Run(() => WorkAsync(id));
        }
    });

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
            await PutOffAsync(id);
        }
        finally
        {
            _running.TryRemove(id, out _);
        }
    }

    private async Task WorkAsync(PushRecord push)
    {
        if (lot.HasExpired(push) && push.State != PushState.Expired)
        {
            PendingLog.Expired(logger, PushId.Short(push.Id), push.State);
            (push, var move) = await lot.MoveAsync(push, PushRecords.Expire, _stopping.Token);
            if (move == MoveResult.Moved)
            {
                metrics.FlowEnded("expired");
            }
        }

        var isMine = false;
        if (push.State == PushState.Confirmed)
        {
            (push, isMine) = await enrollment.EnrollAsync(push, _stopping.Token);
            if (isMine)
            {
                metrics.FlowEnded("accepted");
            }
        }

        if (push.IsToBeSettled() && push.DueAt <= time.GetUtcNow())
        {
            (push, isMine) = await settling.SettleAsync(push, _stopping.Token);
        }

        // The process that settled the push records first; another one only when that one's time is up.
        if (push.State == PushState.Returned && (isMine || push.DueAt <= time.GetUtcNow()))
        {
            push = await recording.RecordAsync(push, _stopping.Token);
        }

        await eraser.EraseAsync(push, _stopping.Token);
    }

    /// <summary>A push that fails again and again must not stand at the head of every sweep.</summary>
    private async Task PutOffAsync(string id)
    {
        try
        {
            if (await lot.FindAsync(id, _stopping.Token) is { } push)
            {
                await lot.MoveAsync(push, current => PushRecords.PutOff(current, time.GetUtcNow() + FailureDelay), _stopping.Token);
            }
        }
        catch (Exception exception)
        {
            PipelineLog.BackgroundFailed(logger, Faults.CodeOf(exception), PushId.Short(id), exception);
        }
    }
}
