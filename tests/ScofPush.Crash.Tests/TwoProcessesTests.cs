using System.Net;
using ScofPush.Crash.Tests.Stage;
using ScofPush.Tests;

namespace ScofPush.Crash.Tests;

/// <summary>Two processes of one shop, which share PostgreSQL and the key ring (design 10).</summary>
public sealed class TwoProcessesTests
{
    private const int Clicks = 200;

    /// <summary>Both are in the middle of the same write when the first of them is done.</summary>
    private static readonly TimeSpan Slowness = TimeSpan.FromMilliseconds(300);

    private const string Done = Market.Bank + "/done";

    [Fact]
    public async Task Accept_two_hundred_times_on_two_processes_calls_once_and_tells_each_customer_one_thing()
    {
        var answerNow = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var market = await Market.OpenAsync(ShopDatabase.PostgreSql, () => answerNow.Task);
        await using var left = await market.StartShopAsync(Slowness);
        await using var right = await market.StartShopAsync(Slowness);
        using var owner = new Customer("owner", left.Address, right.Address);
        using var other = new Customer("other", left.Address, right.Address);
        await owner.SignInAsync();
        await other.SignInAsync();
        var push = await market.Network.Issuer.PushAsync(Done, "APPROVED");
        var first = await owner.ArriveAsync(owner.Left, push.Link);
        var again = await owner.ArriveAsync(owner.Right, push.Link);
        var theirs = await other.ArriveAsync(other.Right, push.Link);

        var accepts = Enumerable.Range(0, Clicks)
            .Select(click => (first with { Browser = click % 2 == 0 ? owner.Left : owner.Right }).SubmitAsync("/accept"))
            .Append((again with { Browser = owner.Left }).SubmitAsync("/accept"))
            .ToList();
        await market.Network.WhenArrived(push.Receipt);
        var refused = await theirs.SubmitAsync("/accept");
        answerNow.SetResult();
        var answers = await Task.WhenAll(accepts);

        var call = Assert.Single((await market.Network.EnrollsAsync())[push.Receipt]);
        Assert.True(call.Answer!.Enrolled);
        Assert.All(answers, answer =>
        {
            Assert.Equal(HttpStatusCode.SeeOther, answer.Status);
            Assert.Equal($"{Done}?results%5B{push.Receipt}%5D=SUCCESS", answer.Location);
        });
        foreach (var page in new[] { first, again })
        {
            Assert.Equal("Recorded", await StateAsync(owner.Left, page));
            Assert.Equal("Recorded", await StateAsync(owner.Right, page));
        }

        Assert.Equal($"{Done}?results%5B{push.Receipt}%5D=DUPLICATE_REQUEST", refused.Location);
        foreach (var node in new[] { other.Left, other.Right })
        {
            var used = await node.GetAsync(PathOf(theirs));
            Assert.Equal("Duplicate", used.Find("[data-state]")!.GetAttribute("data-state"));
            Assert.Equal("SP1505", used.Find(".sp-code")!.TextContent);
            Assert.DoesNotContain(push.LastFour, used.Find("main")!.TextContent, StringComparison.Ordinal);
        }

        var (id, card) = Assert.Single(market.RecordedCards());
        Assert.Equal(("owner", call.Answer.CardId), card);
        Assert.Equal(1, market.RecorderCalls(id));
    }

    private static async Task<string?> StateAsync(Browser node, Page confirm) =>
        (await node.GetAsync(PathOf(confirm))).Find("[data-state]")?.GetAttribute("data-state");

    private static string PathOf(Page confirm) => confirm.Find("form[action$='/accept']")!.GetAttribute("action")![..^"/accept".Length];

    /// <summary>A customer whose requests reach now one process, now the other.</summary>
    private sealed class Customer(string name, Uri left, Uri right) : IDisposable
    {
        private readonly CookieContainer _cookies = new();

        public Browser Left => field ??= new Browser(left, _cookies);

        public Browser Right => field ??= new Browser(right, _cookies);

        public Task SignInAsync() => Left.PostAsync($"/sign-in/{name}");

        public async Task<Page> ArriveAsync(Browser node, string link) => await (await node.GetAsync(link)).FollowAsync();

        public void Dispose()
        {
            Left.Dispose();
            Right.Dispose();
        }
    }
}
