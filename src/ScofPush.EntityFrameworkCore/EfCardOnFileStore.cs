using System.Linq.Expressions;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using ScofPush.AspNetCore.Enrollment;
using ScofPush.AspNetCore.Recording;

namespace ScofPush.EntityFrameworkCore;

/// <summary>Keeps cards in the database when the host has no recorder of its own.</summary>
internal sealed class EfCardOnFileStore(ScofPushDatabase database) : ICardOnFileStore
{
    public Task SaveAsync(CardOnFile card, CancellationToken cancellationToken)
    {
        var json = JsonSerializer.Serialize(card.Card, CardJson.Default.EnrolledCard);
        return database.WriteAsync(
            async (context, token) =>
            {
                if (await context.Cards().AnyAsync(c => c.Id == card.Id, token))
                {
                    return false;
                }

                context.Add(new CardRow
                {
                    Id = card.Id,
                    CustomerKey = card.CustomerKey,
                    Programme = card.Programme,
                    Card = json,
                    CardId = card.Card.CardId,
                    UpdatedAt = card.UpdatedAt?.UtcTicks,
                });
                try
                {
                    await context.SaveChangesAsync(token);
                    return true;
                }
                catch (DbUpdateException e) when (context.IsKnownCard(e.InnerException))
                {
                    // Another node saved it between the two statements.
                    return false;
                }
            },
            cancellationToken);
    }

    public Task<IReadOnlyList<CardOnFile>> ListAsync(string customerKey, CancellationToken cancellationToken) =>
        WhereAsync(card => card.CustomerKey == customerKey, cancellationToken);

    public Task<IReadOnlyList<CardOnFile>> FindByCardIdAsync(string cardId, CancellationToken cancellationToken) =>
        WhereAsync(card => card.CardId == cardId, cancellationToken);

    public async Task<bool> ReplaceAsync(CardOnFile card, DateTimeOffset? expected, CancellationToken cancellationToken)
    {
        var json = JsonSerializer.Serialize(card.Card, CardJson.Default.EnrolledCard);
        var was = expected?.UtcTicks;
        var now = card.UpdatedAt?.UtcTicks;
        return await database.WriteAsync(
            (context, token) => context.Cards().Where(c => c.Id == card.Id && c.UpdatedAt == was).ExecuteUpdateAsync(
                row => row.SetProperty(c => c.Card, json).SetProperty(c => c.UpdatedAt, now), token),
            cancellationToken) > 0;
    }

    public Task RemoveAsync(string id, CancellationToken cancellationToken) =>
        database.WriteAsync((context, token) => context.Cards().Where(c => c.Id == id).ExecuteDeleteAsync(token), cancellationToken);

    private async Task<IReadOnlyList<CardOnFile>> WhereAsync(Expression<Func<CardRow, bool>> condition, CancellationToken cancellationToken)
    {
        var rows = await database.ReadAsync(
            (context, token) => context.Cards().Where(condition).OrderBy(c => c.Number).ToListAsync(token),
            cancellationToken);
        return [.. rows.Select(row => new CardOnFile
        {
            Id = row.Id,
            CustomerKey = row.CustomerKey,
            Programme = row.Programme,
            Card = JsonSerializer.Deserialize(row.Card, CardJson.Default.EnrolledCard)
                ?? throw new JsonException("A stored card is JSON null."),
            UpdatedAt = row.UpdatedAt is { } ticks ? new(ticks, TimeSpan.Zero) : null,
        })];
    }
}

/// <summary>The card as JSON: enum values by name, members that are null left out.</summary>
[JsonSerializable(typeof(EnrolledCard))]
[JsonSourceGenerationOptions(UseStringEnumConverter = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
internal sealed partial class CardJson : JsonSerializerContext;
