using ScofPush.Tests;

namespace ScofPush.Crash.Tests.Stage;

/// <summary>A network, a database, and all that outlives a shop's process.</summary>
internal sealed class Market : IAsyncDisposable
{
    public const string Bank = "https://bank.example";

    private readonly DirectoryInfo _folder;
    private readonly Merchant _merchant;

    private Market(DirectoryInfo folder, ShopDatabase database, Func<Task> wait)
    {
        _folder = folder;
        Database = database;
        RecorderFolder = folder.CreateSubdirectory("recorder").FullName;
        _merchant = Merchant.CreateIn(folder.FullName);
        Network = new NetworkHost(_merchant, folder.FullName, wait);
    }

    public NetworkHost Network { get; }

    public ShopDatabase Database { get; }

    /// <summary>What the shop's recorder writes, see <c>FileRecorder</c>.</summary>
    public string RecorderFolder { get; }

    /// <param name="provider">One of <see cref="ShopDatabase"/>.</param>
    /// <param name="wait">See <see cref="NetworkHost"/>.</param>
    public static async Task<Market> OpenAsync(string provider, Func<Task> wait)
    {
        var folder = Directory.CreateTempSubdirectory("scofpush-crash-");
        try
        {
            return new Market(folder, await ShopDatabase.CreateAsync(provider, folder.FullName), wait);
        }
        catch
        {
            folder.Delete(recursive: true);
            throw;
        }
    }

    public Task<ShopProcess> StartShopAsync(TimeSpan slowness, TimeSpan clockAhead = default) => ShopProcess.StartAsync(
        _folder.FullName,
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Crash:KeyRing"] = Path.Combine(_folder.FullName, "keys"),
            ["Crash:RecorderFolder"] = RecorderFolder,
            ["Crash:Slowness"] = $"{slowness:c}",
            ["Crash:ClockAhead"] = $"{clockAhead:c}",
            ["ScofPush:Store:Provider"] = Database.Provider,
            ["ScofPush:Store:ConnectionString"] = Database.ConnectionString,
            ["ScofPush:Enrollment:ConsumerIdKey"] = _merchant.ConsumerIdKey,
            ["ScofPush:Enrollment:Lease"] = "00:00:30",
            ["ScofPush:Enrollment:Wait"] = "00:00:30",
            ["ScofPush:Pending:Lifetime"] = "01:00:00",
            ["ScofPush:Pending:LandingsPerMinute"] = "0",
            ["ScofPush:Returning:AllowedCallbacks:0"] = Bank,
            ["ScofPush:Mastercard:BaseAddress"] = $"{Network.Origin}/src/api/digital/payments",
            ["ScofPush:Mastercard:ConsumerKey"] = _merchant.ConsumerKey,
            ["ScofPush:Mastercard:KeyFile"] = _merchant.KeyFile,
            ["ScofPush:Mastercard:KeyPassword"] = _merchant.KeyPassword,
            ["ScofPush:Mastercard:SrcClientId"] = _merchant.SrcClientId,
            ["ScofPush:Mastercard:ServiceId"] = _merchant.ServiceId,
            ["ScofPush:Mastercard:SrcDpaId"] = _merchant.SrcDpaId,
        });

    /// <summary>How often the recorder was called for a card.</summary>
    public int RecorderCalls(string recordId) => Directory.EnumerateFiles(RecorderFolder, $"{recordId}.*.entered").Count();

    /// <summary>The cards that the recorder keeps: customer and card by recording id.</summary>
    public Dictionary<string, (string Customer, string CardId)> RecordedCards() => Directory
        .EnumerateFiles(RecorderFolder, "*.card")
        .ToDictionary(
            file => Path.GetFileNameWithoutExtension(file),
            file => File.ReadAllLines(file) is [var customer, var card] ? (customer, card) : throw new InvalidDataException(file),
            StringComparer.Ordinal);

    public async ValueTask DisposeAsync()
    {
        await Network.DisposeAsync();
        await Database.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}
