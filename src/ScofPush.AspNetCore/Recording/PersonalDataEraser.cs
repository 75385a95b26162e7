using Microsoft.Extensions.Logging;
using ScofPush.AspNetCore.Pending;

namespace ScofPush.AspNetCore.Recording;

/// <summary>Erases what is of no use any more, push by push as each is worked on, or all of a customer on the host's word.</summary>
internal sealed class PersonalDataEraser(
    PushLot lot,
    IPushStore store,
    ICardOnFileStore cards,
    PendingOptions options,
    TimeProvider time,
    ILogger<PersonalDataEraser> logger)
{
    /// <returns>How many pushes are anonymised only when they have ended.</returns>
    public async Task<int> EraseAsync(string customerKey, CancellationToken cancellationToken)
    {
        var (anonymized, underWay) = (0, 0);
        foreach (var id in await store.FindByCustomerAsync(customerKey, cancellationToken))
        {
            if (await lot.FindAsync(id, cancellationToken) is { } push)
            {
                push = await MoveAsync(
                    push,
                    current => current.CustomerKey == customerKey ? PushRecords.Forget(current, time.GetUtcNow(), options.AnonymizeAfter) : current,
                    cancellationToken);
                anonymized += push.IsAnonymous() ? 1 : 0;
                underWay += push.CustomerKey == customerKey ? 1 : 0;
            }
        }

        // After the pushes: what is recorded from now on is removed when its push ends.
        var kept = await cards.ListAsync(customerKey, cancellationToken);
        foreach (var card in kept)
        {
            await cards.RemoveAsync(card.Id, cancellationToken);
        }

        RecordingLog.CustomerErased(logger, anonymized, underWay, kept.Count);
        return underWay;
    }

    /// <summary>Erases what a push that has been worked on need not say any more.</summary>
    public async Task EraseAsync(PushRecord push, CancellationToken stopping)
    {
        if (push is { ForgottenAt: not null, CustomerKey: not null })
        {
            foreach (var receipt in push.Receipts.Where(receipt => receipt.State == ReceiptState.Recorded))
            {
                await cards.RemoveAsync(receipt.RecordId, stopping);
            }
        }

        await MoveAsync(push, current => PushRecords.Erase(current, time.GetUtcNow(), options.AnonymizeAfter), stopping);
    }

    private async Task<PushRecord> MoveAsync(PushRecord push, Func<PushRecord, PushRecord> move, CancellationToken cancellationToken)
    {
        (push, var result) = await lot.MoveAsync(push, move, cancellationToken);
        if (result == MoveResult.Moved && push.IsAnonymous())
        {
            PendingLog.Anonymized(logger, PushId.Short(push.Id));
        }

        return push;
    }
}
