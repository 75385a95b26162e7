using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace ScofPush.EntityFrameworkCore.Tests.Databases;

/// <summary>
/// A shop's own context: another schema, conventions for all its text, a filter on everything that lets nothing pass. None of it may
/// change what ScofPush keeps.
/// </summary>
internal sealed class ShopContext(DbContextOptions<ShopContext> options) : DbContext(options)
{
    public DbSet<Order> Orders => Set<Order>();

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<string>().HaveMaxLength(40);
        if (Database.IsSqlite())
        {
            configurationBuilder.Properties<string>().UseCollation("NOCASE");
        }
        else
        {
            configurationBuilder.Properties<string>().HaveColumnType("character varying(40)");
        }
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.HasDefaultSchema("shop");
        modelBuilder.Entity<Order>();
        modelBuilder.AddScofPush();
        foreach (var type in modelBuilder.Model.GetEntityTypes().Select(t => t.ClrType).Where(t => t != typeof(Order)).ToArray())
        {
            modelBuilder.Entity(type).HasQueryFilter(Expression.Lambda(Expression.Constant(false), Expression.Parameter(type)));
        }
    }
}

internal sealed class Order
{
    public int Id { get; init; }

    public string Note { get; init; } = "";
}

/// <summary>A shop's context whose author forgot <c>AddScofPush</c>.</summary>
internal sealed class ForgetfulContext(DbContextOptions<ForgetfulContext> options) : DbContext(options)
{
    public DbSet<Order> Orders => Set<Order>();
}

/// <summary>How a shop registers its context.</summary>
public enum Registration
{
    Scoped,
    Pool,
    Factory,
    PooledFactory,
}

internal static class ShopContexts
{
    /// <summary>Registers the shop's context; on PostgreSQL it retries, as it does in a cloud.</summary>
    public static IServiceCollection AddShopContext<TContext>(this IServiceCollection services, Registration registration, string connectionString)
        where TContext : DbContext
    {
        void Configure(DbContextOptionsBuilder options) =>
            _ = connectionString.StartsWith("Data Source", StringComparison.Ordinal)
                ? options.UseSqlite(connectionString)
                : options.UseNpgsql(connectionString, npgsql => npgsql.EnableRetryOnFailure());

        return registration switch
        {
            Registration.Scoped => services.AddDbContext<TContext>(Configure),
            Registration.Pool => services.AddDbContextPool<TContext>(Configure),
            Registration.Factory => services.AddDbContextFactory<TContext>(Configure),
            _ => services.AddPooledDbContextFactory<TContext>(Configure),
        };
    }

    /// <summary>What <c>dotnet ef database update</c> leaves behind.</summary>
    public static async Task MigrateAsync(string connectionString)
    {
        await using var services = new ServiceCollection().AddShopContext<ShopContext>(Registration.Scoped, connectionString).BuildServiceProvider();
        await using var scope = services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<ShopContext>().Database.EnsureCreatedAsync();
    }

    public static StoreHost Open<TContext>(TestDatabase database, string connectionString, Registration registration)
        where TContext : DbContext =>
        new(database.ContentRoot, [], services => services.AddShopContext<TContext>(registration, connectionString), store: builder => builder.UseEntityFrameworkStore<TContext>());
}

/// <summary>A SQLite database of the shop.</summary>
public sealed class ShopSqliteDatabase : SqliteDatabase
{
    public override StoreHost Open() => ShopContexts.Open<ShopContext>(this, ConnectionString, Registration.Scoped);

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        Directory.CreateDirectory(Path.GetDirectoryName(File)!);
        await ShopContexts.MigrateAsync(ConnectionString);
    }
}

/// <summary>A PostgreSQL database of the shop.</summary>
public sealed class ShopPostgreSqlDatabase : PostgreSqlDatabase
{
    public override StoreHost Open() => ShopContexts.Open<ShopContext>(this, ConnectionString, Registration.Pool);

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        if (IsAvailable)
        {
            await ShopContexts.MigrateAsync(ConnectionString);
        }
    }
}
