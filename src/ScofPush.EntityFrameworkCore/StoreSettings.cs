namespace ScofPush.EntityFrameworkCore;

/// <summary>Where the store is, resolved from configuration and found sound.</summary>
/// <param name="Provider">The database.</param>
/// <param name="ConnectionString">The complete connection string: never logged, never in a message.</param>
/// <param name="File">The full path of the SQLite file; <see langword="null"/> where the provider itself resolves it.</param>
/// <param name="Key">The configuration key that says where the store is.</param>
internal sealed record StoreSettings(StoreProvider Provider, string ConnectionString, string? File, string Key)
{
    /// <summary>Whether tables may be created and upgraded here.</summary>
    public bool MayCreateSchema { get; init; } = true;

    public override string ToString() => $"store {Provider}";
}
