using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using ScofPush.AspNetCore.Diagnostics;
using ScofPush.AspNetCore.Pending;
using ScofPush.AspNetCore.Recording;
using ScofPush.EntityFrameworkCore;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds the durable store of ScofPush.</summary>
public static class EntityFrameworkStoreBuilderExtensions
{
    /// <summary>
    /// Keeps pushes and cards in SQLite or PostgreSQL, see <see cref="StoreOptions"/>; it takes the place of the stores registered
    /// before. Nothing is read or opened before the first use; tables that are missing are created then.
    /// </summary>
    /// <param name="builder">What <c>AddScofPush</c> returned.</param>
    /// <returns>The builder.</returns>
    public static IScofPushBuilder AddEntityFrameworkStore(this IScofPushBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var services = builder.Services;
        services.AddOptions<StoreOptions>().Bind(builder.Configuration.GetSection("Store"));
        services.TryAddSingleton<StoreSettingsReader>();
        services.TryAddSingleton<ScofPushDatabase>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IConfigurationCheck, StoreConfigurationCheck>());
        services.AddPooledDbContextFactory<ScofPushDbContext>(Configure);
        services.Replace(ServiceDescriptor.Singleton<IPushStore, EfPushStore>());
        services.Replace(ServiceDescriptor.Singleton<ICardOnFileStore, EfCardOnFileStore>());
        return builder;
    }

    private static void Configure(IServiceProvider services, DbContextOptionsBuilder options)
    {
        var settings = services.GetRequiredService<StoreSettingsReader>().Read();
        _ = settings.Provider == StoreProvider.Sqlite
            ? options.UseSqlite(settings.ConnectionString)
            : options.UseNpgsql(settings.ConnectionString);
        options.UseQueryTrackingBehavior(QueryTrackingBehavior.NoTracking);

        // A lost race is a value and a fault is thrown to the flow, which logs it once under its code: neither is an error of its own.
        options.ConfigureWarnings(log => log.Log(
            (RelationalEventId.CommandExecuted, LogLevel.Debug),
            (RelationalEventId.CommandError, LogLevel.Debug),
            (RelationalEventId.ConnectionError, LogLevel.Debug),
            (CoreEventId.SaveChangesFailed, LogLevel.Debug),
            (CoreEventId.QueryIterationFailed, LogLevel.Debug)));
    }
}
