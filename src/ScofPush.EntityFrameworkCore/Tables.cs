using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;
using ScofPush.AspNetCore.Pending;

namespace ScofPush.EntityFrameworkCore;

/// <summary>The tables of ScofPush in whichever context has them. Both databases take NULLs of a unique index for distinct.</summary>
internal static class Tables
{
    /// <summary>SQLITE_CONSTRAINT_UNIQUE: a unique index, not the primary key.</summary>
    private const int SqliteUniqueViolation = 2067;

    /// <summary>SQLITE_ERROR: a statement that does not fit the tables.</summary>
    private const int SqliteError = 1;

    // A host may have filters for everything in its model, such as one by tenant.
    public static IQueryable<PushRow> Pushes(this DbContext context) => Rows<PushRow>(context);

    public static IQueryable<ReceiptRow> Receipts(this DbContext context) => Rows<ReceiptRow>(context);

    public static IQueryable<CardRow> Cards(this DbContext context) => Rows<CardRow>(context);

    public static bool AreIn(IModel model) => model.FindEntityType(typeof(CardRow)) is not null;

    /// <summary>Whether a write failed because another push has the claim.</summary>
    public static bool IsTakenClaim(this DbContext context, Exception? exception) =>
        IsTaken(exception, Index(context, typeof(ReceiptRow), nameof(ReceiptRow.ClaimKey)));

    /// <summary>Whether a write failed because the card is there already.</summary>
    public static bool IsKnownCard(this DbContext context, Exception? exception) =>
        IsTaken(exception, Index(context, typeof(CardRow), nameof(CardRow.Id)));

    /// <summary>Whether every table, every column and the index that makes a claim unique are there.</summary>
    public static async Task<bool> AreSoundAsync(DbContext context, CancellationToken cancellationToken)
    {
        try
        {
            await context.Pushes().Where(p => p.Id == "").ToListAsync(cancellationToken);
            await context.Receipts().Where(r => r.PushId == "").ToListAsync(cancellationToken);
            await context.Cards().Where(c => c.Number == 0).ToListAsync(cancellationToken);
        }
        catch (Exception e) when (IsMisfit(e))
        {
            return false;
        }

        // Without it two pushes could enroll one receipt.
        var index = Index(context, typeof(ReceiptRow), nameof(ReceiptRow.ClaimKey));
        var table = index.DeclaringEntityType;
        var found = context.Database.IsSqlite()
            ? context.Database.SqlQuery<int>(
                $"""SELECT COUNT(*) AS "Value" FROM pragma_index_list({table.GetTableName()}) WHERE "unique" = 1 AND name = {index.GetDatabaseName()}""")
            : context.Database.SqlQuery<int>(
                $"""
                SELECT COUNT(*)::int AS "Value" FROM pg_catalog.pg_index
                WHERE indexrelid = to_regclass({Quoted(context, index.GetDatabaseName()!, table.GetSchema())}) AND indisunique AND indisvalid
                """);
        return await found.SingleAsync(cancellationToken) > 0;
    }

    /// <summary>
    /// A push that a node of an older release has ended is due for nothing any more: it is anonymised with the others. One that waits for an
    /// operator is not.
    /// </summary>
    public static Task MakeEndedDueAsync(DbContext context, CancellationToken cancellationToken)
    {
        var putAside = context.Receipts().Where(r => r.State == ReceiptState.Undelivered && r.ClaimKey != null).Select(r => r.PushId);
        return context.Pushes()
            .Where(p => p.DueAt == null && p.CustomerKey != null && (p.State == PushState.Returned || p.State == PushState.Expired) && !putAside.Contains(p.Id))
            .ExecuteUpdateAsync(set => set.SetProperty(p => p.DueAt, p => p.ExpiresAt), cancellationToken);
    }

    /// <summary>Whether the tables do not fit the model, or the role may not use them. Not: the database is away.</summary>
    public static bool IsMisfit(Exception? exception) => exception switch
    {
        null => false,
        SqliteException sqlite => sqlite.SqliteErrorCode == SqliteError,
        // Class 42: undefined table or column, insufficient privilege. 3F: undefined schema.
        PostgresException postgres => postgres.SqlState.StartsWith("42", StringComparison.Ordinal) || postgres.SqlState is "3F000",
        _ => IsMisfit(exception.InnerException),
    };

    private static IQueryable<T> Rows<T>(DbContext context)
        where T : class => context.Set<T>().AsNoTracking().IgnoreQueryFilters();

    private static bool IsTaken(Exception? exception, IReadOnlyIndex index) => exception switch
    {
        SqliteException { SqliteExtendedErrorCode: SqliteUniqueViolation } => true,
        PostgresException { SqlState: PostgresErrorCodes.UniqueViolation } taken => taken.ConstraintName == index.GetDatabaseName(),
        _ => false,
    };

    // By the model: a host may have conventions for names.
    private static IIndex Index(DbContext context, Type row, string property) =>
        context.Model.FindEntityType(row)!.GetIndexes().Single(i => i.IsUnique && i.Properties is [{ } only] && only.Name == property);

    private static string Quoted(DbContext context, string name, string? schema) =>
        context.GetService<ISqlGenerationHelper>().DelimitIdentifier(name, schema);
}
