using ScofPush.AspNetCore.Pending;
using ScofPush.AspNetCore.Recording;
using ScofPush.EntityFrameworkCore.Tests.Databases;
using ScofPush.Shared;
using Xunit;

namespace ScofPush.EntityFrameworkCore.Tests.PostgreSql;

public sealed class PostgreSqlPushStoreTests : PushStoreConformance, IClassFixture<PostgreSqlDatabase>
{
    private readonly PostgreSqlDatabase _database;

    public PostgreSqlPushStoreTests(PostgreSqlDatabase database)
    {
        PostgreSqlDatabase.Require();
        _database = database;
    }

    protected override IPushStore Store => _database.Shared.Pushes;
}

public sealed class PostgreSqlClaimTests : ClaimConformance, IClassFixture<PostgreSqlDatabase>
{
    private readonly PostgreSqlDatabase _database;

    public PostgreSqlClaimTests(PostgreSqlDatabase database)
    {
        PostgreSqlDatabase.Require();
        _database = database;
    }

    protected override IPushStore Store => _database.Shared.Pushes;
}

public sealed class PostgreSqlCardOnFileStoreTests : CardOnFileStoreConformance, IClassFixture<PostgreSqlDatabase>
{
    private readonly PostgreSqlDatabase _database;

    public PostgreSqlCardOnFileStoreTests(PostgreSqlDatabase database)
    {
        PostgreSqlDatabase.Require();
        _database = database;
    }

    protected override ICardOnFileStore Cards => _database.Shared.Cards;
}

public sealed class PostgreSqlDurabilityTests : DurabilityTests
{
    public PostgreSqlDurabilityTests() => PostgreSqlDatabase.Require();

    private protected override TestDatabase Database { get; } = new PostgreSqlDatabase();
}
