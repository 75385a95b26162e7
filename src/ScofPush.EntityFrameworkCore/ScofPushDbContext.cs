using Microsoft.EntityFrameworkCore;

namespace ScofPush.EntityFrameworkCore;

/// <summary>The tables of ScofPush. Both databases compare text exactly and take NULLs of a unique index for distinct.</summary>
internal sealed class ScofPushDbContext(DbContextOptions<ScofPushDbContext> options) : DbContext(options)
{
    public const string PushTable = "ScofPushPushes";
    public const string ClaimIndex = "IX_ScofPushReceipts_ClaimKey";

    public DbSet<PushRow> Pushes => Set<PushRow>();

    public DbSet<ReceiptRow> Receipts => Set<ReceiptRow>();

    public DbSet<CardRow> Cards => Set<CardRow>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<PushRow>(push =>
        {
            push.ToTable(PushTable);
            push.HasKey(p => p.Id);
            // Names outlive a reordered enum and can be read by an operator.
            push.Property(p => p.State).HasConversion<string>();
            push.HasIndex(p => p.DueAt);
            push.HasIndex(p => p.State);
            push.HasMany(p => p.Receipts).WithOne().HasForeignKey(r => r.PushId).OnDelete(DeleteBehavior.Cascade);
        });
        modelBuilder.Entity<ReceiptRow>(receipt =>
        {
            receipt.ToTable("ScofPushReceipts");
            receipt.HasKey(r => new { r.PushId, r.Position });
            receipt.Property(r => r.State).HasConversion<string>();
            receipt.HasIndex(r => r.ClaimKey).IsUnique().HasDatabaseName(ClaimIndex);
        });
        modelBuilder.Entity<CardRow>(card =>
        {
            card.ToTable("ScofPushCards");
            card.HasKey(c => c.Number);
            card.HasIndex(c => c.Id).IsUnique();
            card.HasIndex(c => c.CustomerKey);
        });
    }
}
