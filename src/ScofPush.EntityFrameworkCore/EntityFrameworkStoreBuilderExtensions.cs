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
    /// before. Nothing is opened before the host has started; its tables are created and upgraded then, or at the first push, see
    /// <see cref="StoreOptions.CreateSchema"/>.
    /// </summary>
    /// <param name="builder">What <c>AddScofPush</c> returned.</param>
    /// <returns>The builder.</returns>
    public static IScofPushBuilder AddEntityFrameworkStore(this IScofPushBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var services = builder.Services;
        services.AddOptions<StoreOptions>().Bind(builder.Configuration.GetSection("Store"));
        services.TryAddSingleton<StoreSettingsReader>();
        services.AddPooledDbContextFactory<ScofPushDbContext>(Configure);
        return AddStores<OwnDatabase>(builder);
    }

    /// <summary>
    /// Keeps pushes and cards in the host's own database, on SQLite or PostgreSQL; it takes the place of the stores registered before, and
    /// of the section <c>ScofPush:Store</c>. The context's <c>OnModelCreating</c> calls <c>modelBuilder.AddScofPush()</c> and the host's
    /// migrations create the tables. ScofPush saves in units of work of its own: on instances from <see cref="IDbContextFactory{TContext}"/>
    /// where that is registered, else from a scope of its own, never on the instance of a request or in its transaction;
    /// <paramref name="recordInTransaction"/> is about the recorder's scope alone. On another database the host does not start (SP2503); where
    /// the tables are missing, the log says so after the start (SP2502) and pushes show a page.
    /// </summary>
    /// <typeparam name="TContext">The host's context.</typeparam>
    /// <param name="builder">What <c>AddScofPush</c> returned.</param>
    /// <param name="recordInTransaction">
    /// Whether the recorder is called within a transaction on the <typeparamref name="TContext"/> of its scope, which also carries ScofPush's own
    /// move of the card to Recorded. What the recorder writes in that context, saved by itself or not, is then kept exactly once: together
    /// with the move, or not at all and the recorder is called again. Nothing that it writes elsewhere is covered, and it must not begin or
    /// end a transaction on that context. Needs the context as a scoped service; SP1802 at start otherwise. Default
    /// <see langword="false"/>: at least once.
    /// </param>
    /// <returns>The builder.</returns>
    public static IScofPushBuilder UseEntityFrameworkStore<TContext>(this IScofPushBuilder builder, bool recordInTransaction = false)
        where TContext : DbContext
    {
        ArgumentNullException.ThrowIfNull(builder);
        AddStores<HostDatabase<TContext>>(builder);
        if (recordInTransaction)
        {
            builder.Services.AddSingleton<IRecordingTransaction, HostRecording<TContext>>();
        }

        return builder;
    }

    private static IScofPushBuilder AddStores<TDatabase>(IScofPushBuilder builder)
        where TDatabase : ScofPushDatabase
    {
        var services = builder.Services;
        services.Replace(ServiceDescriptor.Singleton<ScofPushDatabase, TDatabase>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IConfigurationCheck, StoreCheck>());
        services.RemoveAll<IRecordingTransaction>();
        services.Replace(ServiceDescriptor.Singleton<IPushStore, EfPushStore>());
        services.Replace(ServiceDescriptor.Singleton<ICardOnFileStore, EfCardOnFileStore>());
        return builder;
    }

    // Apart, so that a shop on SQLite does not load Npgsql.
    private static void UsePostgreSql(DbContextOptionsBuilder options, StoreSettings settings) => options.UseNpgsql(settings.ConnectionString);

    private static void Configure(IServiceProvider services, DbContextOptionsBuilder options)
    {
        var settings = services.GetRequiredService<StoreSettingsReader>().Read();
        if (settings.Provider == StoreProvider.Sqlite)
        {
            options.UseSqlite(settings.ConnectionString);
        }
        else
        {
            UsePostgreSql(options, settings);
        }

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
