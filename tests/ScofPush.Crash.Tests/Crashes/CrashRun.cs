using System.Net;
using ScofPush.Crash.Tests.Stage;
using ScofPush.Tests;

namespace ScofPush.Crash.Tests.Crashes;

/// <summary>
/// Kills the shop again and again. In each round a few pushes are accepted one after another, and the shop is killed at a random moment; what
/// the kill hit is read from the database, the network's log and the recorder. The next process finds it all.
/// </summary>
internal sealed class CrashRun(Market market, TimeSpan clockAheadAtTheEnd)
{
    /// <summary>Every wait in the shop and the network: each window is about as wide.</summary>
    public static readonly TimeSpan Slowness = TimeSpan.FromMilliseconds(150);

    private const string Done = Market.Bank + "/done";
    private const int PushesARound = 4;

    // Chance decides where a kill hits: rounds go on until every window was hit often enough.
    private const int MostRounds = 8;

    private static readonly TimeSpan EndLimit = TimeSpan.FromMinutes(3);

    private readonly List<Visit> _visits = [];

    public List<Trial> Trials { get; } = [];

    public int Rounds { get; private set; }

    /// <summary>How many kills hit at least one receipt there.</summary>
    public Dictionary<Window, int> Kills { get; } = Enum.GetValues<Window>().ToDictionary(window => window, _ => 0);

    /// <param name="rounds">So many kills, or more while a window was hit too rarely.</param>
    /// <param name="hits">How often each window that the issue names is hit at least.</param>
    public async Task RunAsync(int rounds, int hits)
    {
        var shop = await market.StartShopAsync(Slowness);
        try
        {
            while (Rounds < rounds || (Rounds < MostRounds * rounds && Kills.Any(kill => kill.Key != Window.BeforeCall && kill.Value < hits)))
            {
                await RoundAsync(shop);
                await shop.DisposeAsync();
                shop = await market.StartShopAsync(Slowness);
            }

            await shop.DisposeAsync();
            shop = await market.StartShopAsync(Slowness, clockAheadAtTheEnd);
            await AcceptAgainAsync(shop, _visits);

            // Together: what is Unknown is enrolling again while its receipt is repeated.
            await WhenNoneAsync(receipt => receipt.State is "Waiting" or "Enrolling" or "Enrolled" or Invariants.Unsettled);
        }
        finally
        {
            await shop.DisposeAsync();
        }
    }

    private async Task RoundAsync(ShopProcess shop)
    {
        var earlier = AcceptAgainAsync(shop, [.. _visits]);
        Rounds++;
        var visits = await Task.WhenAll(Enumerable.Range(0, PushesARound).Select(number =>
            ArriveAsync(shop, $"customer-{Rounds}-{number}", cards: number == 0 ? 2 : 1)));
        _visits.AddRange(visits);

        var accepts = visits.Select(async (visit, number) =>
        {
            await Task.Delay(Slowness * number, TestContext.Current.CancellationToken);
            await AcceptAsync(shop, visit);
        }).ToList();

        // The work on one receipt takes seven waits, the last push starts three later, and a process that has just started is slow.
        await Task.Delay(Slowness * (1 + (Random.Shared.NextDouble() * 12)), TestContext.Current.CancellationToken);
        var at = await shop.KillAsync();
        await Task.WhenAll([earlier, .. accepts]);
        await LookAsync(at, visits);
    }

    private async Task<Visit> ArriveAsync(ShopProcess shop, string customer, int cards)
    {
        var cookies = new CookieContainer();
        using var browser = new Browser(shop.Address, cookies);
        await browser.PostAsync($"/sign-in/{customer}");
        var push = await market.Network.Issuer.PushAsync(Done, [.. Enumerable.Repeat("APPROVED", cards)]);
        var confirm = await (await browser.GetAsync(push.Link)).FollowAsync();
        var id = confirm.Find("form[action$='/accept']")!.GetAttribute("action")!.Split('/')[^2];
        lock (Trials)
        {
            Trials.AddRange(push.Cards.Select((card, position) => new Trial(card.Receipt, customer, id, position)));
        }

        return new Visit(id, confirm, cookies);
    }

    /// <summary>Sees what the kill hit: pushes of this round by window, and of all pushes what was lost and what must not be lost.</summary>
    private async Task LookAsync(DateTimeOffset at, Visit[] visits)
    {
        var stored = (await market.Database.ReadAfterKillAsync()).ToDictionary(receipt => (receipt.PushId, receipt.Position));
        var calls = await market.Network.EnrollsAsync();
        var hit = new HashSet<Window>();
        foreach (var trial in Trials)
        {
            var receipt = stored[(trial.PushId, trial.Position)];
            if (receipt.State == "Enrolling")
            {
                trial.LostAttempts.Add(receipt.Attempt);
            }

            trial.IsAnswerStored |= receipt.Card is not null;
            if (visits.Any(visit => visit.PushId == trial.PushId) && WindowOf(receipt, calls[trial.Receipt].FirstOrDefault(call => call.At <= at), at) is { } window)
            {
                hit.Add(window);
            }
        }

        foreach (var window in hit)
        {
            Kills[window]++;
        }
    }

    private Window? WindowOf(StoredReceipt receipt, EnrollCall? call, DateTimeOffset at) => receipt switch
    {
        { PushState: "Confirmed", State: "Waiting" } => Window.BeforeClaim,
        { State: "Enrolling" } when call is null => Window.BeforeCall,
        { State: "Enrolling" } when call.Answer is null || call.Answer.Time > at => Window.Calling,
        { State: "Enrolling" } => Window.AfterAnswer,
        { State: "Enrolled" } => market.RecorderCalls(receipt.RecordId) > 0 ? Window.Recording : Window.AfterAnswer,
        _ => null,
    };

    /// <summary>A shopper whose click never arrived comes back and clicks again.</summary>
    private async Task AcceptAgainAsync(ShopProcess shop, List<Visit> visits)
    {
        if (visits.Count == 0)
        {
            return;
        }

        var bound = (await market.Database.ReadAsync())
            .Where(receipt => receipt.PushState == "Bound")
            .Select(receipt => receipt.PushId)
            .ToHashSet(StringComparer.Ordinal);
        await Task.WhenAll(visits.Where(visit => bound.Contains(visit.PushId)).Select(visit => AcceptAsync(shop, visit)));
    }

    private static async Task AcceptAsync(ShopProcess shop, Visit visit)
    {
        using var browser = new Browser(shop.Address, visit.Cookies);
        try
        {
            var answer = await (visit.Confirm with { Browser = browser }).SubmitAsync("/accept");
            Assert.StartsWith(Done, answer.Location, StringComparison.Ordinal);
        }
        catch (HttpRequestException)
        {
            // Killed.
        }
    }

    private async Task WhenNoneAsync(Func<StoredReceipt, bool> isOpen)
    {
        var until = TimeProvider.System.GetUtcNow() + EndLimit;
        while (TimeProvider.System.GetUtcNow() < until && (await market.Database.ReadAsync()).Any(isOpen))
        {
            await Task.Delay(200, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>A shopper on the confirm page of a push.</summary>
    private sealed record Visit(string PushId, Page Confirm, CookieContainer Cookies);
}
