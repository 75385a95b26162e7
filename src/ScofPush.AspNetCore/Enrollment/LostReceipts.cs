using Microsoft.Extensions.Logging;
using ScofPush.AspNetCore.Diagnostics;
using ScofPush.AspNetCore.Pending;

namespace ScofPush.AspNetCore.Enrollment;

/// <summary>
/// Finds the receipt whose answer was lost, for a card that the network tells of and that is not on file here (design 7). A notification
/// names neither receipt nor consumer, so that the network is asked for the card: its answer names the consumer, and our consumer ids cannot
/// be guessed. It has to be created while the receipt was alive, and no other receipt of the customer may do as well.
/// </summary>
internal sealed class LostReceipts(
    IPushStore store,
    ICardEnroller enroller,
    ICardOnFileClient cards,
    ConsumerIds consumers,
    ReceiptOutcomes outcomes,
    EnrollmentOptions options,
    ILogger<LostReceipts> logger)
{
    // What is older was probably settled by hand.
    private const int MaxPushes = 100;

    // The network's clock may differ.
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(5);

    /// <summary>The pushes that may have lost a card, the newest first.</summary>
    public async Task<IReadOnlyList<PushRecord>> FindAsync(CancellationToken cancellationToken) =>
        await LoadAsync(await store.FindUnsettledAsync(MaxPushes, cancellationToken), cancellationToken);

    /// <summary>Gives the card to the receipt that it belongs to, if there is exactly one.</summary>
    public async Task<LostCard> SettleAsync(string cardId, IReadOnlyList<PushRecord> lost, CancellationToken cancellationToken)
    {
        if (lost.Any(push => push.Receipts.Any(receipt => IsOnItsWay(receipt, cardId))))
        {
            return LostCard.NotYet;
        }

        var answer = await cards.GetAsync(cardId, cancellationToken);
        if (answer.Outcome == CardOnFileOutcome.Failed && answer.Code is not (ScofPushCodes.NetworkRefusedUs or ScofPushCodes.NetworkInvalidArgument))
        {
            return LostCard.NotYet;
        }

        if (answer.Card is not { ConsumerId: { } consumer, CreatedAt: { } createdAt } card
            || card.CardId != cardId
            || card.Status == CardStatus.Cancelled
            || lost.FirstOrDefault(push => consumers.ConsumerId(push.CustomerKey!, enroller.Programme) == consumer) is not { } found)
        {
            return LostCard.Nobodys;
        }

        var pushes = await LoadAsync(await store.FindByCustomerAsync(found.CustomerKey!, cancellationToken), cancellationToken);
        var receipts = pushes.SelectMany(push => push.Receipts.Select((receipt, index) => (Push: push, Receipt: receipt, Index: index))).ToArray();
        if (receipts.FirstOrDefault(one => StoredCard.Of(one.Receipt)?.CardId == cardId).Receipt is { } known)
        {
            return IsOnItsWay(known, cardId) ? LostCard.NotYet : LostCard.Nobodys;
        }

        var fitting = receipts.Where(one => IsAlive(one.Push, createdAt) && one.Receipt.ClaimKey is not null).ToArray();
        if (fitting.Any(one => one.Receipt.State == ReceiptState.Enrolling))
        {
            return LostCard.NotYet;
        }

        switch (fitting.Where(one => one.Receipt.State is ReceiptState.Unknown or ReceiptState.SavedUnread or ReceiptState.GivenUp).ToArray())
        {
            case []:
                return LostCard.Nobodys;
            case [var only]:
                return (await outcomes.FindAsync(only.Push, only.Index, card, cancellationToken)).Moved ? LostCard.Settled : LostCard.NotYet;
            case var several when several.Any(one => one.Receipt.State == ReceiptState.Unknown):
                // The repeat of one may tell which card the other has.
                return LostCard.NotYet;
            case var several:
                EnrollmentLog.CardAmbiguous(logger, ScofPushCodes.LostCardAmbiguous, several.Length, string.Join(", ", several.Select(one => PushId.Short(one.Push.Id)).Distinct()));
                return LostCard.Ambiguous;
        }
    }

    /// <summary>The recorder has not got the card yet: it would not hear of the change.</summary>
    private static bool IsOnItsWay(ReceiptRecord receipt, string cardId) =>
        receipt.State == ReceiptState.Enrolled && StoredCard.Of(receipt)?.CardId == cardId;

    private bool IsAlive(PushRecord push, DateTimeOffset at) => at >= push.CreatedAt - Skew && at <= push.ExpiresAt + options.Lease + Skew;

    private async Task<IReadOnlyList<PushRecord>> LoadAsync(IReadOnlyList<string> ids, CancellationToken cancellationToken)
    {
        var pushes = new List<PushRecord>(ids.Count);
        foreach (var id in ids)
        {
            if (await store.FindAsync(id, cancellationToken) is { CustomerKey: not null } push)
            {
                pushes.Add(push);
            }
        }

        return pushes;
    }
}

/// <summary>What came of a card that is not on file here.</summary>
internal enum LostCard
{
    /// <summary>No lost answer was about it.</summary>
    Nobodys,

    /// <summary>It was: the recorder gets the card.</summary>
    Settled,

    /// <summary>Several may have been: nothing is done.</summary>
    Ambiguous,

    /// <summary>The network did not answer, a receipt is being enrolled or asked after, or the card has not reached the recorder yet.</summary>
    NotYet,
}
