using ScofPush.AspNetCore.Pending;
using ScofPush.AspNetCore.Recording;
using ScofPush.EntityFrameworkCore.Tests.Databases;
using ScofPush.Shared;
using Xunit;

namespace ScofPush.EntityFrameworkCore.Tests.Sqlite;

public sealed class SqlitePushStoreTests(SqliteDatabase database) : PushStoreConformance, IClassFixture<SqliteDatabase>
{
    protected override IPushStore Store => database.Shared.Pushes;
}

public sealed class SqliteClaimTests(SqliteDatabase database) : ClaimConformance, IClassFixture<SqliteDatabase>
{
    protected override IPushStore Store => database.Shared.Pushes;
}

public sealed class SqliteCardOnFileStoreTests(SqliteDatabase database) : CardOnFileStoreConformance, IClassFixture<SqliteDatabase>
{
    protected override ICardOnFileStore Cards => database.Shared.Cards;
}

public sealed class SqliteDurabilityTests : DurabilityTests
{
    private protected override TestDatabase Database { get; } = new SqliteDatabase();
}
