using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ScofPush.AspNetCore.Diagnostics;

namespace ScofPush.EntityFrameworkCore;

/// <summary>The database that <see cref="StoreOptions"/> name.</summary>
internal sealed class OwnDatabase(IServiceProvider services, StoreSettingsReader reader, ILogger<ScofPushDatabase> logger) : ScofPushDatabase(logger)
{
    // Resolved late: it reads the configuration, which resolving a store must not.
    private IDbContextFactory<ScofPushDbContext> Contexts => field ??= services.GetRequiredService<IDbContextFactory<ScofPushDbContext>>();

    public override IEnumerable<ConfigurationProblem> Check()
    {
        var settings = reader.TryRead(out var problem);
        if (settings?.File is { } file && !SqliteFile.CanWriteBeside(file))
        {
            problem = SqliteFile.NotWritable(settings.Key);
        }

        return problem is null ? [] : [problem];
    }

    protected override async Task<StoreProvider> PrepareAsync()
    {
        var settings = reader.Read();
        await using var context = await Contexts.CreateDbContextAsync();
        var found = await Schema.UpgradeAsync(context, settings, CancellationToken.None);
        if (!await Tables.AreSoundAsync(context, CancellationToken.None))
        {
            throw new StoreException(new(
                ScofPushCodes.StoreSchema,
                settings.Key,
                "The tables of ScofPush lack a column or an index, or this role may not use them. Grant it SELECT, INSERT, UPDATE and DELETE; if "
                + "the tables were changed by hand, undo that."));
        }

        await Tables.MakeEndedDueAsync(context, CancellationToken.None);
        Logger.StoreReady(settings.Provider, found, Schema.Version);
        if (settings.Provider == StoreProvider.Sqlite)
        {
            Logger.SingleNode();
        }

        return settings.Provider;
    }

    protected override async Task<T> WithContextAsync<T>(Func<DbContext, Task<T>> work, CancellationToken cancellationToken)
    {
        await using var context = await Contexts.CreateDbContextAsync(cancellationToken);
        return await work(context);
    }
}
