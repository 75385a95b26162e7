using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.Hosting;
using Npgsql;
using ScofPush.AspNetCore.Diagnostics;
using ScofPush.EntityFrameworkCore.Tests.Databases;
using ScofPush.Shared;
using Xunit;

namespace ScofPush.EntityFrameworkCore.Tests.Schemas;

public sealed class PostgreSqlSchemaTests : IAsyncLifetime
{
    private const string Shape = """
        SELECT string_agg(line, E'\n' ORDER BY line) FROM (
            SELECT table_name || ': ' || column_name || ' ' || data_type || is_nullable || is_identity || coalesce(identity_generation, '')
                || coalesce(column_default, '') || coalesce(collation_name, '') || coalesce(character_maximum_length, 0) AS line
            FROM information_schema.columns WHERE table_name LIKE 'ScofPush%'
            UNION ALL
            SELECT indexdef FROM pg_indexes WHERE tablename LIKE 'ScofPush%'
            UNION ALL
            SELECT conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid) FROM pg_constraint WHERE conname LIKE '%ScofPush%'
        ) lines WHERE line NOT LIKE '%ScofPushSchema%'
        """;

    private readonly PostgreSqlDatabase _database = new();

    public PostgreSqlSchemaTests() => PostgreSqlDatabase.Require();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => _database.InitializeAsync();

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task Script_leads_to_the_model_and_may_be_run_again()
    {
        var model = await ModelAsync();

        await RunScriptAsync();
        var once = await _database.ScalarAsync(Shape);
        await RunScriptAsync();

        Assert.Equal(model, once);
        Assert.Equal(model, await _database.ScalarAsync(Shape));
        Assert.Equal(Schema.Version, await _database.ScalarAsync("SELECT MAX(\"Version\") FROM \"ScofPushSchema\""));
    }

    [Fact]
    public async Task Script_on_the_tables_of_the_first_version_leads_to_the_model()
    {
        await MakeFirstVersionAsync();

        await RunScriptAsync();

        Assert.Equal(await ModelAsync(), await _database.ScalarAsync(Shape));
    }

    [Fact]
    public async Task Start_with_leave_upgrades_the_tables_of_the_first_version()
    {
        await MakeFirstVersionAsync();
        using var host = _database.Open();

        await host.StartAsync();

        Assert.Equal("card", Assert.Single(await host.Cards.FindByCardIdAsync("abc", Cancelled)).Id);
        Assert.Equal("1", host.Logs.GetSnapshot().Single(r => r.Id.Id == 2500).GetStructuredStateValue("Found"));
        Assert.Equal(await ModelAsync(), await _database.ScalarAsync(Shape));
    }

    [Theory]
    [InlineData(null, null, false)]
    [InlineData(null, "true", true)]
    [InlineData("Development", null, true)]
    [InlineData("Development", "false", false)]
    public async Task Start_without_the_script_creates_tables_only_with_leave(string? environment, string? create, bool creates)
    {
        using var host = Open(environment, create);

        var problem = creates ? null : await host.StartUnsoundAsync();
        if (creates)
        {
            await host.StartAsync();
        }

        Assert.Equal(creates ? 4L : 0L, await _database.ScalarAsync("SELECT COUNT(*) FROM pg_tables WHERE tablename LIKE 'ScofPush%'"));
        if (problem is not null)
        {
            Assert.Equal((ScofPushCodes.StoreSchema, "ScofPush:Store:CreateSchema"), (problem.Code, problem.Key));
            Assert.Contains("scripts/postgresql.sql", problem.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Start_on_tables_of_an_older_release_needs_leave()
    {
        await MakeFirstVersionAsync();
        using var host = Open(Environments.Production, create: null);

        Assert.Equal(ScofPushCodes.StoreSchema, (await host.StartUnsoundAsync()).Code);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Start_as_a_role_that_may_not_create_needs_the_script(bool isScriptRun)
    {
        var role = _database.Name + "_role";
        await _database.ExecuteAsync($"CREATE ROLE {role} LOGIN");
        if (isScriptRun)
        {
            await RunScriptAsync();
            await _database.ExecuteAsync($"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role}");
        }

        using (var host = Open(Environments.Production, "true", role))
        {
            if (isScriptRun)
            {
                await host.StartAsync();
                await host.Pushes.AddAsync(Samples.FullPush(), Cancelled);
                await host.Cards.SaveAsync(Samples.Card("customer"), Cancelled);
            }
            else
            {
                Assert.Equal(ScofPushCodes.StoreSchema, (await host.StartUnsoundAsync()).Code);
            }
        }

        await _database.ExecuteAsync($"DROP OWNED BY {role}; DROP ROLE {role}");
    }

    [Fact]
    public async Task Start_role_without_rights_on_the_tables_is_told()
    {
        var role = _database.Name + "_role";
        await RunScriptAsync();
        await _database.ExecuteAsync($"CREATE ROLE {role} LOGIN; GRANT SELECT ON \"ScofPushSchema\", \"ScofPushPushes\" TO {role}");

        using (var host = Open(Environments.Production, create: null, role))
        {
            var problem = await host.StartUnsoundAsync();
            Assert.Equal(ScofPushCodes.StoreSchema, problem.Code);
            Assert.Contains("Grant", problem.Message, StringComparison.Ordinal);
        }

        await _database.ExecuteAsync($"DROP OWNED BY {role}; DROP ROLE {role}");
    }

    /// <summary>As the first release left it: no index on the state, no word about a version.</summary>
    private async Task MakeFirstVersionAsync()
    {
        await RunScriptAsync();
        await _database.ExecuteAsync("DROP TABLE \"ScofPushSchema\"; DROP INDEX \"IX_ScofPushPushes_State\"; ALTER TABLE \"ScofPushCards\" ALTER COLUMN \"Id\" DROP NOT NULL");
        await _database.ExecuteAsync("""
            ALTER TABLE "ScofPushCards" DROP COLUMN "CardId", DROP COLUMN "UpdatedAt";
            INSERT INTO "ScofPushCards" ("Id", "CustomerKey", "Programme", "Card") VALUES ('card', 'customer', 'programme', '{"CardId":"abc","Status":"Active"}')
            """);
    }

    private async Task RunScriptAsync()
    {
        using var script = new StreamReader(typeof(Schema).Assembly.GetManifestResourceStream("postgresql.sql")!);
        await _database.ExecuteAsync(await script.ReadToEndAsync(Cancelled));
    }

    private StoreHost Open(string? environment, string? create, string? role = null)
    {
        var connectionString = role is null ? _database.ConnectionString
            : new NpgsqlConnectionStringBuilder(_database.ConnectionString) { Username = role, Pooling = false }.ConnectionString;
        return new(
            _database.ContentRoot,
            [
                new("ScofPush:Store:Provider", "PostgreSql"),
                new("ConnectionStrings:ScofPush", connectionString),
                new("ScofPush:Store:CreateSchema", create),
            ],
            environment: environment);
    }

    private async Task<object?> ModelAsync()
    {
        var other = new PostgreSqlDatabase();
        await other.InitializeAsync();
        try
        {
            await using var connection = other.Connect();
            await using var context = new ScofPushDbContext(new DbContextOptionsBuilder<ScofPushDbContext>().UseNpgsql(connection).Options);
            await context.GetService<IRelationalDatabaseCreator>().CreateTablesAsync(Cancelled);
            return await other.ScalarAsync(Shape);
        }
        finally
        {
            await other.DisposeAsync();
        }
    }
}
