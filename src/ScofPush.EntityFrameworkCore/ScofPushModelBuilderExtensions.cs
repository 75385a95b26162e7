using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ScofPush.EntityFrameworkCore;

namespace Microsoft.EntityFrameworkCore;

/// <summary>Puts the tables of ScofPush into a model.</summary>
public static class ScofPushModelBuilderExtensions
{
    /// <summary>
    /// Adds pushes, claims and cards (<c>ScofPushPushes</c>, <c>ScofPushReceipts</c>, <c>ScofPushCards</c>) to the host's model, so that
    /// they live in its database and its migrations. Call it in <c>OnModelCreating</c>; the tables go to the model's default schema.
    /// <c>UseEntityFrameworkStore</c> on the builder of ScofPush makes use of them.
    /// </summary>
    /// <param name="modelBuilder">The model of the host's context.</param>
    /// <returns>The model builder.</returns>
    public static ModelBuilder AddScofPush(this ModelBuilder modelBuilder)
    {
        ArgumentNullException.ThrowIfNull(modelBuilder);
        modelBuilder.Entity<PushRow>(push =>
        {
            push.ToTable("ScofPushPushes");
            push.HasKey(p => p.Id);
            // Names outlive a reordered enum and can be read by an operator.
            push.Property(p => p.State).HasConversion<string>();
            push.HasIndex(p => p.DueAt);
            push.HasIndex(p => p.State);
            push.HasIndex(p => p.CustomerKey);
            push.HasMany(p => p.Receipts).WithOne().HasForeignKey(r => r.PushId).OnDelete(DeleteBehavior.Cascade);
            KeepTextExact(push);
        });
        modelBuilder.Entity<ReceiptRow>(receipt =>
        {
            receipt.ToTable("ScofPushReceipts");
            receipt.HasKey(r => new { r.PushId, r.Position });
            receipt.Property(r => r.State).HasConversion<string>();
            receipt.HasIndex(r => r.ClaimKey).IsUnique();
            receipt.HasIndex(r => r.State);
            KeepTextExact(receipt);
        });
        modelBuilder.Entity<CardRow>(card =>
        {
            card.ToTable("ScofPushCards");
            card.HasKey(c => c.Number);
            // Said, because Id was the key by convention before, and lost its NOT NULL with that.
            card.Property(c => c.Id).IsRequired();
            card.HasIndex(c => c.Id).IsUnique();
            card.HasIndex(c => c.CustomerKey);
            card.HasIndex(c => c.CardId);
            KeepTextExact(card);
        });
        return modelBuilder;
    }

    /// <summary>
    /// A host's convention for all its text (a length, a collation that ignores case) must not reach keys that are compared exactly.
    /// </summary>
    private static void KeepTextExact(EntityTypeBuilder entity)
    {
        foreach (var property in entity.Metadata.GetProperties().Where(p => p.ClrType == typeof(string)))
        {
            property.SetMaxLength(null);
            property.SetColumnType(null);
            property.SetCollation(null);
        }
    }
}
