using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ScofPush.AspNetCore.Diagnostics;
using ScofPush.AspNetCore.Recording;

namespace ScofPush.EntityFrameworkCore;

/// <summary>
/// The host's own database: on instances of its context that the host does not have, from its factory or from a scope of their own.
/// </summary>
internal sealed class HostDatabase<TContext>(IServiceProvider services, IScofPushBuilder builder, ILogger<ScofPushDatabase> logger) : ScofPushDatabase(logger)
    where TContext : DbContext
{
    private static string Name => typeof(TContext).Name;

    public override IEnumerable<ConfigurationProblem> Check()
    {
        var hasFactory = builder.Services.Any(s => s.ServiceType == typeof(IDbContextFactory<TContext>));
        var lifetime = builder.Services.LastOrDefault(s => s.ServiceType == typeof(TContext))?.Lifetime;
        if (!hasFactory && lifetime is null or ServiceLifetime.Singleton)
        {
            return [new(
                ScofPushCodes.ServicesMissing,
                Name,
                "UseEntityFrameworkStore needs instances of this context for itself: register it with services.AddDbContext, AddDbContextPool or "
                + "AddDbContextFactory, not as a singleton.")];
        }

        if (lifetime != ServiceLifetime.Scoped && builder.Services.Any(s => s.ServiceType == typeof(IRecordingTransaction)))
        {
            return [new(
                ScofPushCodes.ServicesMissing,
                Name,
                "recordInTransaction needs one instance of this context for the recorder and for ScofPush: register it as scoped, with services.AddDbContext, "
                + "AddDbContextPool or AddDbContextFactory.")];
        }

        try
        {
            return WithContextAsync(context => Task.FromResult(CheckModel(context)), CancellationToken.None).GetAwaiter().GetResult() is { } problem ? [problem] : [];
        }
        catch (Exception e)
        {
            // Not its message: it may quote a connection string.
            return [new(
                ScofPushCodes.ServicesMissing,
                Name,
                $"The context cannot be created outside a request ({e.GetType().Name}): ScofPush also works in the background.")];
        }
    }

    protected override Task<StoreProvider> PrepareAsync() => WithContextAsync(
        async context =>
        {
            if (CheckModel(context) is { } problem)
            {
                throw new StoreException(problem);
            }

            if (!await Tables.AreSoundAsync(context, CancellationToken.None))
            {
                throw new StoreException(new(
                    ScofPushCodes.StoreSchema,
                    Name,
                    "The tables of ScofPush are not in the database of this context, or not as its model says. Run dotnet ef migrations add AddScofPush "
                    + $"--context {Name}, then dotnet ef database update --context {Name}, before the application starts or while it starts."));
            }

            await Tables.MakeEndedDueAsync(context, CancellationToken.None);
            var provider = context.Database.IsSqlite() ? StoreProvider.Sqlite : StoreProvider.PostgreSql;
            Logger.HostStoreReady(Name, provider);
            return provider;
        },
        CancellationToken.None);

    protected override async Task<T> WithContextAsync<T>(Func<DbContext, Task<T>> work, CancellationToken cancellationToken)
    {
        await using var scope = services.CreateAsyncScope();
        if (scope.ServiceProvider.GetService<IDbContextFactory<TContext>>() is { } factory)
        {
            await using var context = await factory.CreateDbContextAsync(cancellationToken);
            return await work(context);
        }

        return await work(scope.ServiceProvider.GetRequiredService<TContext>());
    }

    private static ConfigurationProblem? CheckModel(DbContext context) =>
        !context.Database.IsSqlite() && !context.Database.IsNpgsql() ? new(
            ScofPushCodes.StoreDatabase,
            Name,
            "This context uses a database on which ScofPush was not proved: only SQLite and PostgreSQL are. Keep the pushes in one of them with "
            + ".AddEntityFrameworkStore() and the section ScofPush:Store, or name another context.")
        : !Tables.AreIn(context.Model) ? new(
            ScofPushCodes.StoreSchema,
            Name,
            "The model of this context has no tables of ScofPush: call modelBuilder.AddScofPush() in OnModelCreating, then run "
            + $"dotnet ef migrations add AddScofPush --context {Name}.")
        : null;
}
