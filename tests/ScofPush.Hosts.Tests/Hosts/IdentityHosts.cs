using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.AspNetCore.Identity.UI.Services;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using ScofPush.Hosts.Tests.Matrix;

namespace ScofPush.Hosts.Tests.Hosts;

/// <summary>Shops with ASP.NET Core Identity and the pages that come with it.</summary>
internal static class IdentityHosts
{
    public static IEnumerable<HostCase> List =>
    [
        Shop("ASP.NET Core Identity, its default pages", isConfirmed: false),
        Shop("ASP.NET Core Identity, e-mail confirmed before the first sign-in", isConfirmed: true),
    ];

    private static HostCase Shop(string name, bool isConfirmed) => new(name)
    {
        SignIn = new IdentityPages(isConfirmed),
        Authentication = (services, _) => services
            .AddDefaultIdentity<IdentityUser>(options => options.SignIn.RequireConfirmedAccount = isConfirmed)
            .AddEntityFrameworkStores<IdentityDbContext>(),
        Services = services =>
        {
            services.AddSingleton(_ => new SqliteConnection("Data Source=:memory:"));
            services.AddDbContext<IdentityDbContext>((provider, options) => options.UseSqlite(provider.GetRequiredService<SqliteConnection>()));
            services.AddSingleton<Mailbox>();
            services.AddSingleton<IEmailSender>(provider => provider.GetRequiredService<Mailbox>());

            // Hundreds of shoppers sign up in these tests, and none has a password worth guessing.
            services.Configure<PasswordHasherOptions>(options => options.IterationCount = 1);
            services.AddRazorPages(options => options.Conventions.AuthorizePage(Cell.Protected));
        },
        Prepare = CreateDatabaseAsync,
        Endpoints = routes =>
        {
            routes.MapRazorPages();
            MinimalShop.MapItems(routes);
        },
    };

    /// <summary>The database lives as long as its connection.</summary>
    private static async Task CreateDatabaseAsync(IServiceProvider services)
    {
        await services.GetRequiredService<SqliteConnection>().OpenAsync();
        await using var scope = services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<IdentityDbContext>().Database.EnsureCreatedAsync();
    }
}
