using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Storefront.Data;

internal static class ShopDatabase
{
    public static void AddShopDatabase(this WebApplicationBuilder builder)
    {
        var connection = builder.Configuration.GetConnectionString("Shop")
            ?? $"Data Source={Path.Combine(builder.Environment.ContentRootPath, "App_Data", "shop.db")}";
        builder.Services.AddDbContext<ShopDb>(options => options.UseSqlite(connection));
    }

    /// <summary>A sample creates its tables; a real shop would migrate them.</summary>
    public static async Task CreateShopDatabaseAsync(this WebApplication app)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<ShopDb>().Database;

        var file = new SqliteConnectionStringBuilder(database.GetConnectionString()).DataSource;
        if (Path.GetDirectoryName(Path.GetFullPath(file)) is { } folder)
        {
            Directory.CreateDirectory(folder);
        }

        await database.EnsureCreatedAsync();
    }
}
