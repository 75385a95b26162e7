using Microsoft.EntityFrameworkCore;
using ScofPush.AspNetCore.Recording;
using Storefront.Data;

namespace Storefront.Cards;

/// <summary>All that the shop writes for ScofPush: it keeps an enrolled card with its customer, and up to date.</summary>
internal sealed class CardRecorder(ShopDb db, TimeProvider time) : ICardOnFileRecorder
{
    public async Task<RecordingResult> RecordAsync(CardOnFile card, CancellationToken cancellationToken)
    {
        if (await db.PaymentMethods.AnyAsync(method => method.Id == card.Id, cancellationToken))
        {
            return RecordingResult.Recorded;
        }

        if (!await db.Users.AnyAsync(user => user.Id == card.CustomerKey, cancellationToken))
        {
            return RecordingResult.Refused;
        }

        db.PaymentMethods.Add(new PaymentMethod
        {
            Id = card.Id,
            UserId = card.CustomerKey,
            CardId = card.Card.CardId,
            Status = card.Card.Status,
            LastFour = card.Card.LastFour,
            ExpiryMonth = card.Card.ExpiryMonth,
            ExpiryYear = card.Card.ExpiryYear,
            ProductName = card.Card.DescriptorName,
            IssuerName = card.Card.IssuerName,
            ArtUri = card.Card.ArtUri,
            ForegroundColor = card.Card.ForegroundColor,
            PendingEvents = card.Card.PendingEvents,
            AddedAt = time.GetUtcNow().UtcDateTime,
        });

        // When two nodes record the same card at once, one of them fails on the key; ScofPush asks it again and it finds the row.
        await db.SaveChangesAsync(cancellationToken);
        return RecordingResult.Recorded;
    }

    /// <summary>In one statement, because the customer may be removing the card at this moment: then there is no row, and nothing to do.</summary>
    public Task UpdateAsync(CardOnFile card, CancellationToken cancellationToken) => db.PaymentMethods
        .Where(method => method.Id == card.Id)
        .ExecuteUpdateAsync(
            row => row
                .SetProperty(method => method.Status, card.Card.Status)
                .SetProperty(method => method.ExpiryMonth, card.Card.ExpiryMonth)
                .SetProperty(method => method.ExpiryYear, card.Card.ExpiryYear)
                .SetProperty(method => method.ArtUri, card.Card.ArtUri)
                .SetProperty(method => method.ForegroundColor, card.Card.ForegroundColor)
                .SetProperty(method => method.PendingEvents, card.Card.PendingEvents),
            cancellationToken);
}
