using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ScofPush.AspNetCore.Diagnostics;
using ScofPush.AspNetCore.Enrollment;
using ScofPush.AspNetCore.Pending;

namespace ScofPush.AspNetCore.Recording;

/// <summary>Hands enrolled cards to the host's recorder, at least once each .</summary>
internal sealed class CardRecording(
    PushLot lot,
    IServiceScopeFactory scopes,
    ICardEnroller enroller,
    ICardOnFileClient cards,
    RecordingOptions options,
    ScofPushMetrics metrics,
    TimeProvider time,
    ILogger<CardRecording> logger,
    IRecordingTransaction? transaction = null)
{
    private static readonly TimeSpan MaxDelay = TimeSpan.FromMinutes(15);

    /// <summary>Records every enrolled card of the push. A recorder that fails is called again in the background, later each time.</summary>
    public async Task<PushRecord> RecordAsync(PushRecord push, CancellationToken stopping)
    {
        for (var index = 0; index < push.Receipts.Count; index++)
        {
            if (push.Receipts[index] is { State: ReceiptState.Enrolled } receipt && StoredCard.Of(receipt) is { } card)
            {
                push = await RecordAsync(push, index, card, stopping);
            }
        }

        return push;
    }

    private async Task<PushRecord> RecordAsync(PushRecord push, int index, EnrolledCard enrolled, CancellationToken stopping)
    {
        var card = new CardOnFile
        {
            Id = push.Receipts[index].RecordId,
            CustomerKey = push.CustomerKey!,
            Programme = enroller.Programme,
            Card = enrolled,
        };
        try
        {
            if (transaction is not null)
            {
                return await RecordAsync(transaction, push, index, card, stopping);
            }

            return await InTimeAsync(token => AskAsync(card, token), stopping) == RecordingResult.Recorded
                ? await RecordedAsync(push, index)
                : await RefusedAsync(push, index, enrolled, stopping);
        }
        catch (Exception exception)
        {
            return await PutOffAsync(push, index, exception);
        }
    }

    /// <summary>The recorder's rows and the move in one. Who was overtaken looks again, like every move.</summary>
    private async Task<PushRecord> RecordAsync(IRecordingTransaction together, PushRecord push, int index, CardOnFile card, CancellationToken stopping)
    {
        while (push.Receipts[index] is { State: ReceiptState.Enrolled } receipt)
        {
            var recorded = push.With(index, receipt with { State = ReceiptState.Recorded }, time.GetUtcNow());
            switch (await InTimeAsync(token => together.RecordAsync(card, recorded, token), stopping))
            {
                case RecordingResult.Recorded:
                    RecordingLog.Recorded(logger, PushId.Short(push.Id), index);
                    return recorded with { Version = recorded.Version + 1 };
                case null:
                    if (await lot.FindAsync(push.Id, stopping) is not { } current)
                    {
                        return push;
                    }

                    push = current;
                    break;
                default:
                    return await RefusedAsync(push, index, card.Card, stopping);
            }
        }

        return push;
    }

    private async Task<RecordingResult> AskAsync(CardOnFile card, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<ICardOnFileRecorder>().RecordAsync(card, cancellationToken);
    }

    /// <summary>A recorder that does not come back is left alone with its scope; it is called again like one that failed.</summary>
    private async Task<T> InTimeAsync<T>(Func<CancellationToken, Task<T>> call, CancellationToken stopping)
    {
        using var timeout = new CancellationTokenSource(options.Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, stopping);
        return await call(either.Token).WaitAsync(either.Token);
    }

    private async Task<PushRecord> RecordedAsync(PushRecord push, int index)
    {
        var recorded = await MoveAsync(push, index, receipt => receipt with { State = ReceiptState.Recorded });
        RecordingLog.Recorded(logger, PushId.Short(push.Id), index);
        return recorded;
    }

    private async Task<PushRecord> RefusedAsync(PushRecord push, int index, EnrolledCard card, CancellationToken stopping)
    {
        var deletion = await cards.DeleteAsync(card.CardId, stopping);
        RecordingLog.RecorderRefused(logger, ScofPushCodes.RecorderRefused, PushId.Short(push.Id), index, deletion.Outcome);
        if (deletion.Outcome == CardOnFileOutcome.Failed)
        {
            // The card lives on at the network: ask the recorder again later, and with it the network.
            return await PutOffAsync(push, index, exception: null);
        }

        return await MoveAsync(push, index, receipt => receipt with { State = ReceiptState.Failed, Code = ScofPushCodes.RecorderRefused, Card = null });
    }

    private async Task<PushRecord> PutOffAsync(PushRecord push, int index, Exception? exception)
    {
        var failures = push.Receipts[index].RecordingFailures + 1;
        if (failures >= options.MaxFailures)
        {
            RecordingLog.Undelivered(logger, ScofPushCodes.Undelivered, PushId.Short(push.Id), index, failures);
            metrics.Undelivered();
            return await MoveAsync(
                push, index, receipt => receipt with { State = ReceiptState.Undelivered, Code = ScofPushCodes.Undelivered, RecordingFailures = failures });
        }

        var delay = TimeSpan.FromSeconds(Math.Min(MaxDelay.TotalSeconds, 5 * Math.Pow(2, Math.Min(failures - 1, 16))));
        var retryAt = time.GetUtcNow() + delay;
        RecordingLog.RecorderFailed(logger, ScofPushCodes.RecorderFailed, PushId.Short(push.Id), index, failures, retryAt, exception);
        return await MoveAsync(push, index, receipt => receipt with { RecordingFailures = failures }, retryAt);
    }

    private async Task<PushRecord> MoveAsync(PushRecord push, int index, Func<ReceiptRecord, ReceiptRecord> change, DateTimeOffset? dueAt = null) =>
        (await lot.MoveAsync(
            push,
            current =>
            {
                if (current.Receipts[index] is not { State: ReceiptState.Enrolled } receipt)
                {
                    return current;
                }

                var moved = current.With(index, change(receipt), time.GetUtcNow());
                return dueAt is null || (moved.IsToBeSettled() && moved.DueAt < dueAt) ? moved : moved with { DueAt = dueAt };
            },
            CancellationToken.None)).Push;
}
