using Microsoft.EntityFrameworkCore;

namespace ScofPush.Benchmarks.Starting;

/// <summary>The shop's own database.</summary>
/// <param name="options">Where it is.</param>
public sealed class ShopDb(DbContextOptions<ShopDb> options) : DbContext(options)
{
    /// <summary>What the shop sells.</summary>
    public DbSet<Product> Products => Set<Product>();
}

/// <summary>Something that the shop sells.</summary>
public sealed class Product
{
    /// <summary>Its number.</summary>
    public int Id { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }
}
