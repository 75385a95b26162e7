using ScofPush.Plugin.Tests.Hosting;

[assembly: AssemblyFixture(typeof(Market))]

namespace ScofPush.Plugin.Tests.Hosting;

/// <summary>One network and one shop for all tests. Every test brings its own customers and receipts; some start a shop of their own.</summary>
public sealed class Market : IAsyncDisposable
{
    internal const string Bank = "https://bank.example";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("scofpush-");

    public Market()
    {
        Merchant = Merchant.CreateIn(_folder.FullName);
        Network = new NetworkHost(Merchant, _folder.FullName);
        Folder = NewShopFolder();
        Shop = new ShopHost(Folder);
    }

    internal Merchant Merchant { get; }

    internal NetworkHost Network { get; }

    internal ShopFolder Folder { get; }

    internal ShopHost Shop { get; }

    /// <summary>A folder for a shop of its own, at the same network.</summary>
    internal ShopFolder NewShopFolder() => NewShopFolder(Network);

    internal ShopFolder NewShopFolder(NetworkHost network) => new(NewFolder(), Merchant, network.Origin);

    /// <summary>A file that a test needs, in a folder that goes when the tests end.</summary>
    internal string NewFile(string name) => Path.Combine(NewFolder(), name);

    /// <summary>A folder that a test needs; it goes when the tests end.</summary>
    internal string NewFolder() => Directory.CreateDirectory(Path.Combine(_folder.FullName, Guid.NewGuid().ToString("N"))).FullName;

    /// <summary>A push that a bank has ready, in the plain form.</summary>
    internal Task<Push> PushAsync(string? callback, params string[] fates) => Network.Issuer.PushAsync(callback, fates);

    public async ValueTask DisposeAsync()
    {
        await Shop.DisposeAsync();
        await Network.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _folder.Delete(recursive: true);
    }
}
