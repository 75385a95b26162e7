using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Npgsql;
using ScofPush.AspNetCore.Diagnostics;

namespace ScofPush.EntityFrameworkCore;

/// <summary>Reads <see cref="StoreOptions"/> and <c>ConnectionStrings:ScofPush</c>, no sooner than asked.</summary>
internal sealed class StoreSettingsReader(IOptions<StoreOptions> options, IConfiguration configuration, IHostEnvironment environment)
{
    private const string ConnectionStringName = "ScofPush";
    private const string ConnectionStringKey = "ConnectionStrings:" + ConnectionStringName;
    private const string OwnConnectionStringKey = StoreOptions.SectionName + ":" + nameof(StoreOptions.ConnectionString);
    private const string CreateSchemaKey = StoreOptions.SectionName + ":" + nameof(StoreOptions.CreateSchema);
    private const string ProviderKey = StoreOptions.SectionName + ":" + nameof(StoreOptions.Provider);

    private static readonly string DefaultSqlite =
        new SqliteConnectionStringBuilder { DataSource = Path.Combine("App_Data", "scofpush.db") }.ConnectionString;

    /// <summary>The settings, for use.</summary>
    /// <exception cref="ScofPushConfigurationException">They are not sound.</exception>
    public StoreSettings Read() => TryRead(out var problem) ?? throw new ScofPushConfigurationException([problem!]);

    /// <summary>The settings, or what is wrong with them.</summary>
    public StoreSettings? TryRead(out ConfigurationProblem? problem)
    {
        StoreOptions value;
        try
        {
            value = options.Value;
        }
        catch (InvalidOperationException e)
        {
            // The binder's message names the key, but quotes the value, so it is not passed on.
            problem = e.Message.Contains($"'{CreateSchemaKey}'", StringComparison.OrdinalIgnoreCase)
                ? new(ScofPushCodes.InvalidConfiguration, CreateSchemaKey, "This must be true or false.")
                : BadProvider();
            return null;
        }

        var (connectionString, key) = ConnectionString(value);
        var (settings, found) = value.Provider switch
        {
            StoreProvider.Sqlite => Sqlite(connectionString ?? DefaultSqlite, key),
            StoreProvider.PostgreSql when connectionString is null => (null, new ConfigurationProblem(
                ScofPushCodes.InvalidConfiguration,
                ConnectionStringKey,
                "PostgreSQL needs a connection string. Set it here or take the embedded database with ScofPush:Store:Provider = Sqlite.")),
            StoreProvider.PostgreSql => PostgreSql(connectionString, key),
            _ => (null, BadProvider()),
        };
        problem = found;
        return settings is { Provider: StoreProvider.PostgreSql }
            ? settings with { MayCreateSchema = value.CreateSchema ?? environment.IsDevelopment() }
            : settings;
    }

    private static ConfigurationProblem BadProvider() => new(
        ScofPushCodes.InvalidConfiguration,
        ProviderKey,
        $"This is not a database that ScofPush knows. Use {nameof(StoreProvider.Sqlite)} or {nameof(StoreProvider.PostgreSql)}.");

    private static (StoreSettings? Settings, ConfigurationProblem? Problem) PostgreSql(string connectionString, string key)
    {
        try
        {
            // Error details carry the values of rows.
            var builder = new NpgsqlConnectionStringBuilder(connectionString) { IncludeErrorDetail = false };
            return string.IsNullOrWhiteSpace(builder.Host)
                ? (null, new(ScofPushCodes.InvalidConfiguration, key, "The PostgreSQL connection string names no Host."))
                : (new(StoreProvider.PostgreSql, builder.ConnectionString, File: null, key), null);
        }
        catch (Exception e) when (e is ArgumentException or FormatException or InvalidCastException or OverflowException)
        {
            return (null, Malformed(key, "Host=...;Database=...;Username=...;Password=..."));
        }
    }

    private static ConfigurationProblem Malformed(string key, string example) =>
        new(ScofPushCodes.InvalidConfiguration, key, $"The connection string cannot be read. It should look like {example}");

    private (string? Value, string Key) ConnectionString(StoreOptions value)
    {
        if (!string.IsNullOrWhiteSpace(value.ConnectionString))
        {
            return (value.ConnectionString, OwnConnectionStringKey);
        }

        var named = configuration.GetConnectionString(ConnectionStringName);
        return (string.IsNullOrWhiteSpace(named) ? null : named, ConnectionStringKey);
    }

    private (StoreSettings? Settings, ConfigurationProblem? Problem) Sqlite(string connectionString, string key)
    {
        SqliteConnectionStringBuilder builder;
        try
        {
            // A shared cache locks whole tables against readers, which WAL does not.
            builder = new SqliteConnectionStringBuilder(connectionString) { Cache = SqliteCacheMode.Private };
        }
        catch (Exception e) when (e is ArgumentException or FormatException or InvalidCastException or OverflowException)
        {
            return (null, Malformed(key, "Data Source=App_Data/scofpush.db"));
        }

        var source = builder.DataSource;
        if (string.IsNullOrWhiteSpace(source)
            || builder.Mode == SqliteOpenMode.Memory
            || source.Contains(":memory:", StringComparison.OrdinalIgnoreCase)
            || source.StartsWith("file:", StringComparison.OrdinalIgnoreCase))
        {
            return (null, new(
                ScofPushCodes.InvalidConfiguration,
                key,
                "The SQLite connection string must name a file by its path, e.g. Data Source=App_Data/scofpush.db. "
                + "A database in memory would lose every push."));
        }

        // |DataDirectory| is expanded by the provider.
        string? file = null;
        if (!source.StartsWith('|'))
        {
            file = Path.GetFullPath(source, Path.GetFullPath(environment.ContentRootPath));
            builder.DataSource = file;
        }

        return (new(StoreProvider.Sqlite, builder.ConnectionString, file, key), null);
    }
}
