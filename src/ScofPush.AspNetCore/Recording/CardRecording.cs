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
    TimeProvider time,
    ILogger<CardRecording> logger)
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
            RecordingResult result;
            await using (var scope = scopes.CreateAsyncScope())
            {
                result = await scope.ServiceProvider.GetRequiredService<ICardOnFileRecorder>().RecordAsync(card, stopping);
            }

            return result == RecordingResult.Recorded
                ? await RecordedAsync(push, index)
                : await RefusedAsync(push, index, enrolled, stopping);
        }
        catch (Exception exception)
        {
            return await PutOffAsync(push, index, exception);
        }
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
