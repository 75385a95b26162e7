using Microsoft.EntityFrameworkCore;
using ScofPush.AspNetCore.Recording;

namespace ScofPush.EntityFrameworkCore.Tests.HostContext;

public sealed class ShopDb(DbContextOptions<ShopDb> options) : DbContext(options)
{
    public DbSet<PaymentMethod> PaymentMethods => Set<PaymentMethod>();

    public DbSet<OutboxMessage> Outbox => Set<OutboxMessage>();

    protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.AddScofPush();
}

public sealed class PaymentMethod
{
    public int Id { get; init; }

    public required string CustomerKey { get; init; }

    public required string CardId { get; init; }

    public string? LastFour { get; init; }
}

public sealed class OutboxMessage
{
    public int Id { get; init; }

    public required string Text { get; init; }
}

public sealed class CardRecorder(ShopDb db) : ICardOnFileRecorder
{
    public async Task<RecordingResult> RecordAsync(CardOnFile card, CancellationToken cancellationToken)
    {
        db.Add(new PaymentMethod { CustomerKey = card.CustomerKey, CardId = card.Card.CardId, LastFour = card.Card.LastFour });
        db.Add(new OutboxMessage { Text = $"A card was saved for {card.CustomerKey}" });
        await db.SaveChangesAsync(cancellationToken);
        return RecordingResult.Recorded;
    }
}
