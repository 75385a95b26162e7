using System.Buffers.Text;
using System.Security.Cryptography;
using ScofPush.AspNetCore.Enrollment;
using ScofPush.AspNetCore.Pending;
using ScofPush.Benchmarks.Accepting;

namespace ScofPush.Benchmarks.Hosting;

/// <summary>Pushes at a shop, each with a receipt of its own.</summary>
internal sealed class Pushes : IAsyncDisposable
{
    private readonly Shop _shop;
    private readonly Queue<string> _bound = new();
    private readonly Queue<PushRecord> _unwritten = new();
    private int _count;

    private Pushes(Shop shop) => _shop = shop;

    public static async Task<Pushes> StartAsync(Store store) => new(await Shop.StartAsync(store));

    /// <summary>Pushes whose cards the shop enrolls by its real client.</summary>
    public static async Task<Pushes> StartAsync(Store store, CardClient client) => new(await Shop.StartAsync(store, client));

    public static async Task<Pushes> StartSignedAsync(Store store, PushSigner signer) => new(await Shop.StartAsync(store, signer));

    /// <summary>How often pushes were moved in a store that counts.</summary>
    public int Moves => ((CountingStore)_shop.PushStore).Moves;

    /// <summary>How often pushes were read in a store that counts.</summary>
    public int Reads => ((CountingStore)_shop.PushStore).Reads;

    public ValueTask DisposeAsync() => _shop.DisposeAsync();

    public Task<Answer> PassAsync() => _shop.Browser.GetAsync("/", "?page=2&sort=price");

    public Task<Answer> LandAsync() =>
        _shop.Browser.GetAsync("/", $"?pushAccountReceipts=MCC-STL-{++_count:00000000}&callbackURL=https%3A%2F%2Fbank.example%2Fdone&callbackRequired=true");

    /// <summary>The same push again and again: landing it parks it anew, and making a signature takes a hundred times as long as checking it.</summary>
    public Task<Answer> LandSignedAsync(string token) => _shop.Browser.GetAsync("/", "?pushAccountData=" + token);

    /// <summary>Prepares records as a landing writes them, besides those that are not yet written.</summary>
    public async Task PrepareWritesAsync(int count)
    {
        var landed = await _shop.PushStore.FindAsync((await LandAsync()).Location!.Split('/')[^1], CancellationToken.None);
        while (_unwritten.Count < count)
        {
            _unwritten.Enqueue(landed! with
            {
                Id = RandomId(32),
                Receipts = [.. landed.Receipts.Select(receipt => receipt with { RecordId = RandomId(16) })],
            });
        }
    }

    /// <summary>Only the store write of a landing.</summary>
    public Task WriteAsync() => _shop.PushStore.AddAsync(_unwritten.Dequeue(), CancellationToken.None);

    /// <summary>Lands a push and opens its page, which binds it to the customer; returns the page's address.</summary>
    public async Task<string> BindAsync()
    {
        var path = (await LandAsync()).Location!;
        var page = await ShowAsync(path);
        if (page.SetCookie is not null)
        {
            _shop.Browser.KeepToken(page);
        }

        return path;
    }

    public Task<Answer> ShowAsync(string path) => _shop.Browser.GetAsync(path);

    /// <summary>Prepares pushes that can be accepted, besides those that still can.</summary>
    public async Task PrepareAsync(int count)
    {
        while (_bound.Count < count)
        {
            _bound.Enqueue(await BindAsync());
        }
    }

    public Task<Answer> AcceptAsync() => _shop.Browser.PostAsync(_bound.Dequeue() + "/accept");

    /// <summary>Accepts, and fails unless the card was saved.</summary>
    public async Task MustAcceptAsync()
    {
        if ((await AcceptAsync()).Location?.EndsWith("=SUCCESS", StringComparison.Ordinal) != true)
        {
            throw new InvalidOperationException("The card was not saved.");
        }
    }

    /// <summary>Only the call of an accept, by the shop's card client.</summary>
    public async Task EnrollAsync()
    {
        var result = await _shop.Enroller.EnrollAsync(
            new EnrollmentRequest
            {
                Receipt = $"MCC-STL-{++_count:00000000}",
                ConsumerId = new string('c', 43),
                CorrelationId = CardClient.Id,
                RetryUntil = TimeProvider.System.GetUtcNow().AddMinutes(5),
            },
            CancellationToken.None);
        if (result.Outcome != EnrollmentOutcome.Enrolled)
        {
            throw new InvalidOperationException("The card was not enrolled.");
        }
    }

    private static string RandomId(int bytes) => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(bytes));
}
