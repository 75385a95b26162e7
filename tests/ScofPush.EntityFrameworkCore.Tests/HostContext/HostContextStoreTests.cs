using ScofPush.AspNetCore.Pending;
using ScofPush.AspNetCore.Recording;
using ScofPush.EntityFrameworkCore.Tests.Databases;
using ScofPush.Shared;
using Xunit;

namespace ScofPush.EntityFrameworkCore.Tests.HostContext;

public sealed class ShopSqlitePushStoreTests(ShopSqliteDatabase database) : PushStoreConformance, IClassFixture<ShopSqliteDatabase>
{
    protected override IPushStore Store => database.Shared.Pushes;
}

public sealed class ShopSqliteClaimTests(ShopSqliteDatabase database) : ClaimConformance, IClassFixture<ShopSqliteDatabase>
{
    protected override IPushStore Store => database.Shared.Pushes;
}

public sealed class ShopSqliteCardOnFileStoreTests(ShopSqliteDatabase database) : CardOnFileStoreConformance, IClassFixture<ShopSqliteDatabase>
{
    protected override ICardOnFileStore Cards => database.Shared.Cards;
}

public sealed class ShopPostgreSqlPushStoreTests : PushStoreConformance, IClassFixture<ShopPostgreSqlDatabase>
{
    private readonly ShopPostgreSqlDatabase _database;

    public ShopPostgreSqlPushStoreTests(ShopPostgreSqlDatabase database)
    {
        PostgreSqlDatabase.Require();
        _database = database;
    }

    protected override IPushStore Store => _database.Shared.Pushes;
}

public sealed class ShopPostgreSqlClaimTests : ClaimConformance, IClassFixture<ShopPostgreSqlDatabase>
{
    private readonly ShopPostgreSqlDatabase _database;

    public ShopPostgreSqlClaimTests(ShopPostgreSqlDatabase database)
    {
        PostgreSqlDatabase.Require();
        _database = database;
    }

    protected override IPushStore Store => _database.Shared.Pushes;
}

public sealed class ShopPostgreSqlCardOnFileStoreTests : CardOnFileStoreConformance, IClassFixture<ShopPostgreSqlDatabase>
{
    private readonly ShopPostgreSqlDatabase _database;

    public ShopPostgreSqlCardOnFileStoreTests(ShopPostgreSqlDatabase database)
    {
        PostgreSqlDatabase.Require();
        _database = database;
    }

    protected override ICardOnFileStore Cards => _database.Shared.Cards;
}

public sealed class ShopSqliteUnitOfWorkTests : UnitOfWorkTests
{
    private protected override ShopSqliteDatabase Database { get; } = new();

    protected override string ConnectionString => Database.ConnectionString;
}

public sealed class ShopPostgreSqlUnitOfWorkTests : UnitOfWorkTests
{
    public ShopPostgreSqlUnitOfWorkTests() => PostgreSqlDatabase.Require();

    private protected override ShopPostgreSqlDatabase Database { get; } = new();

    protected override string ConnectionString => Database.ConnectionString;
}
