using System.Globalization;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace ScofPush.Benchmarks.Starting;

/// <summary>
/// The shop whose start is measured, in a process of its own: MVC with a view, EF Core on SQLite, cookie sign-in; with the plugin or
/// without. It tells when it has started, and what it has used each time it is asked.
/// </summary>
internal static class StartHost
{
    public const string Argument = "--start-host";

    /// <summary>The argument of the side that has the plugin.</summary>
    public const string With = "with";

    public const string Started = "started ";

    public static async Task RunAsync(bool hasPlugin)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Services.AddControllersWithViews();
        builder.Services.AddDbContext<ShopDb>(options => options.UseSqlite("Data Source=shop.db"));
        builder.Services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie();
        if (hasPlugin)
        {
            builder.Services.AddScofPush(builder.Configuration);
        }

        var app = builder.Build();
        if (hasPlugin)
        {
            app.UseScofPush();
        }

        app.UseAuthentication();
        app.UseAuthorization();
        app.MapDefaultControllerRoute();
        app.Lifetime.ApplicationStarted.Register(() => Console.WriteLine(
            Started + app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.Single()));
        await app.StartAsync();
        while (await Console.In.ReadLineAsync() is not null)
        {
            var processor = Environment.CpuUsage.TotalTime.TotalMilliseconds;
            var workingSet = Environment.WorkingSet;
            var heap = GC.GetTotalMemory(forceFullCollection: true);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{processor} {workingSet} {heap}"));
        }

        await app.StopAsync();
    }
}
