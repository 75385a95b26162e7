using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ScofPush.AspNetCore.Diagnostics;
using ScofPush.AspNetCore.Enrollment;
using ScofPush.AspNetCore.Recording;

namespace ScofPush.AspNetCore.Notifications;

/// <summary>
/// Brings what the network tells to the recorder and to our own row of the card. The row keeps the time of the newest event, so that what
/// comes late, twice or again changes nothing.
/// </summary>
internal sealed class CardUpdates(
    ICardOnFileStore store,
    LostReceipts receipts,
    IServiceScopeFactory scopes,
    IHostApplicationLifetime lifetime,
    ScofPushMetrics metrics,
    TimeProvider time,
    ILogger<CardUpdates> logger)
{
    // A batch of thousands must not fill the log, nor wait thousands of times for a database that is away.
    private const int MaxLogged = 10;
    private const int MaxFailures = 3;

    // Each is a call of the network, which waits for our answer meanwhile.
    private const int MaxAsked = 10;

    // An event of next year would keep all until then from its card.
    private static readonly TimeSpan MaxAhead = TimeSpan.FromHours(1);

    /// <summary>Applies the events, the oldest first, card by card: one that fails does not keep the others.</summary>
    /// <returns>Whether all are dealt with; if not, they are to be sent again.</returns>
    public async Task<bool> ApplyAsync(IReadOnlyList<CardUpdate?> updates)
    {
        var latest = time.GetUtcNow() + MaxAhead;
        CardUpdate[] sound = [.. updates.OfType<CardUpdate>().Where(update => update.EventTime <= latest).OrderBy(update => update.EventTime)];
        int applied = 0, unchanged = 0, failed = 0;
        var unknown = new List<string>();
        foreach (var card in sound.GroupBy(update => update.Card.CardId, StringComparer.Ordinal))
        {
            try
            {
                var cards = await store.FindByCardIdAsync(card.Key, lifetime.ApplicationStopping);
                var isChanged = false;
                foreach (var found in cards)
                {
                    isChanged |= await ApplyAsync(found, [.. card]);
                }

                if (cards.Count == 0)
                {
                    unknown.Add(card.Key);
                }

                applied += isChanged ? 1 : 0;
                unchanged += cards.Count > 0 && !isChanged ? 1 : 0;
            }
            catch (Exception exception)
            {
                NotificationLog.Failed(logger, ScofPushCodes.NotificationFailed, exception);
                if (++failed == MaxFailures)
                {
                    break;
                }
            }
        }

        var (settled, nobodys) = (0, 0);
        try
        {
            (settled, nobodys) = failed == MaxFailures ? (0, 0) : await SettleAsync(unknown);
            failed += unknown.Count - settled - nobodys;
        }
        catch (Exception exception)
        {
            NotificationLog.Failed(logger, ScofPushCodes.NotificationFailed, exception);
            failed++;
        }

        Tell(applied + settled, unchanged, nobodys, updates.Count - sound.Length, failed);
        return failed == 0;
    }

    /// <summary>Cards that are not on file here: one may be that of a receipt whose answer was lost.</summary>
    /// <returns>How many were, and how many were not. Of the rest it cannot be told now.</returns>
    private async Task<(int Settled, int Nobodys)> SettleAsync(List<string> unknown)
    {
        var stopping = lifetime.ApplicationStopping;
        var lost = unknown.Count == 0 ? [] : await receipts.FindAsync(stopping);
        var (settled, nobodys, open, asked) = (0, 0, 0, 0);
        foreach (var card in unknown)
        {
            // Those behind are asked for when the batch comes again: it does while it helps.
            var isAsked = lost.Count > 0 && ++asked <= MaxAsked && open < MaxFailures;
            switch (isAsked ? await receipts.SettleAsync(card, lost, stopping) : settled + open > 0 ? LostCard.NotYet : LostCard.Nobodys)
            {
                case LostCard.Settled:
                    settled++;
                    break;
                case LostCard.NotYet:
                    open++;
                    break;
                default:
                    if (++nobodys <= MaxLogged)
                    {
                        NotificationLog.CardUnknown(logger, ScofPushCodes.NotifiedCardUnknown, Short(card));
                    }

                    break;
            }
        }

        return (settled, nobodys);
    }

    /// <summary>The recorder first: only what it has taken is written down as applied.</summary>
    private async Task<bool> ApplyAsync(CardOnFile card, CardUpdate[] updates)
    {
        var stopping = lifetime.ApplicationStopping;
        for (DateTimeOffset? told = null; ;)
        {
            var next = Merge(card, updates);
            var isNewer = next.UpdatedAt != card.UpdatedAt;
            if (!isNewer && (told is null || told == card.UpdatedAt))
            {
                return told is not null;
            }

            await using (var scope = scopes.CreateAsyncScope())
            {
                await scope.ServiceProvider.GetRequiredService<ICardOnFileRecorder>().UpdateAsync(next, stopping);
            }

            told = next.UpdatedAt;
            if (isNewer && await store.ReplaceAsync(next, card.UpdatedAt, stopping))
            {
                return true;
            }

            // Another request was faster, with other events: the recorder hears of both together, and of the newest last.
            var cards = await store.FindByCardIdAsync(card.Card.CardId, stopping);
            if (cards.FirstOrDefault(found => found.Id == card.Id) is not { } current)
            {
                return true;
            }

            card = current;
        }
    }

    private CardOnFile Merge(CardOnFile card, CardUpdate[] updates)
    {
        foreach (var update in updates)
        {
            if (card.UpdatedAt is not { } newest || update.EventTime > newest)
            {
                card = card with { Card = Merge(card.Card, update), UpdatedAt = update.EventTime };
            }
        }

        return card;
    }

    private EnrolledCard Merge(EnrolledCard card, CardUpdate update)
    {
        var news = update.Card;
        if (news.Status == CardStatus.Unknown)
        {
            NotificationLog.StatusUnknown(logger, ScofPushCodes.NotifiedStatusUnknown, Short(card.CardId));
        }

        return card with
        {
            Status = news.Status == CardStatus.Unknown ? card.Status : news.Status,
            LastFour = news.LastFour ?? card.LastFour,
            ExpiryMonth = news.ExpiryMonth ?? card.ExpiryMonth,
            ExpiryYear = news.ExpiryYear ?? card.ExpiryYear,
            TokenUniqueReference = news.TokenUniqueReference ?? card.TokenUniqueReference,
            TokenLastFour = news.TokenLastFour ?? card.TokenLastFour,
            PaymentAccountReference = news.PaymentAccountReference ?? card.PaymentAccountReference,
            DescriptorName = news.DescriptorName ?? card.DescriptorName,
            IssuerName = news.IssuerName ?? card.IssuerName,
            CoBrandedName = news.CoBrandedName ?? card.CoBrandedName,
            ArtUri = news.ArtUri ?? card.ArtUri,
            ForegroundColor = news.ForegroundColor ?? card.ForegroundColor,
            CardType = news.CardType ?? card.CardType,
            Descriptor = news.Descriptor ?? card.Descriptor,
            PendingEvents = update.TellsPendingEvents ? news.PendingEvents : card.PendingEvents,
            AuthenticatesInIssuerApp = update.TellsPendingEvents ? news.AuthenticatesInIssuerApp : card.AuthenticatesInIssuerApp,
        };
    }

    private void Tell(int applied, int unchanged, int unknown, int ignored, int failed)
    {
        if (ignored > 0)
        {
            NotificationLog.EventsIgnored(logger, ScofPushCodes.NotifiedEventIgnored, ignored);
        }

        metrics.Notified("applied", applied);
        metrics.Notified("unchanged", unchanged);
        metrics.Notified("unknown", unknown);
        metrics.Notified("ignored", ignored);
        metrics.Notified("failed", failed);
        NotificationLog.Notified(logger, applied, unchanged, unknown, ignored, failed);
    }

    private static string Short(string cardId) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(cardId)).AsSpan(0, 4));
}
