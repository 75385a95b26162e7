using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using ScofPush.Plugin.Tests.Hosting;

namespace ScofPush.Plugin.Tests.Scenarios;

/// <summary>Where receipts and keys must not turn up .</summary>
public sealed class SecrecyTests(Market market, LoggedShop shop) : IClassFixture<LoggedShop>
{
    private const string CallbackQuery = "session=s3cr3t-of-the-bank";
    private const string RequestLog = "Microsoft.AspNetCore.Hosting.Diagnostics";

    /// <summary>
    /// Whoever prints the address of a request before any middleware can take the receipt out. There the receipt is known to be, but
    /// only in what is said about the landing request.
    /// </summary>
    private static readonly string[] PrintTheLandingAddress = [RequestLog];

    [Theory]
    [InlineData("pushAccountReceipts=")]
    [InlineData("pushAccountData=")]
    public async Task Approved_push_at_trace_level_leaves_no_secret_in_the_log(string form)
    {
        using var shopper = new Shopper(shop.Host.Address);
        var callbackQuery = $"{CallbackQuery}-{form.Length}";
        var push = await market.PushAsync($"{Market.Bank}/done?{callbackQuery}", "APPROVED");

        var answer = await shopper.AcceptAsync(form == "pushAccountData=" ? push.Signed : push);
        Assert.Equal($"{Market.Bank}/done?{callbackQuery}&results%5B{push.Receipt}%5D=SUCCESS", answer.Location);
        await shopper.RemoveAsync(Assert.Single(await shopper.PaymentMethodsAsync()));

        var consumerId = Assert.Single(await market.Network.EnrollsOfAsync(push.Receipt)).ConsumerId!;
        string[] landed = [push.Receipt, callbackQuery, Uri.EscapeDataString(callbackQuery), .. push.Token.Split('.')[1..]];
        string[] kept =
        [
            consumerId,
            await shopper.CustomerKeyAsync(shop.Host.Services),
            market.Merchant.KeyPassword,
            market.Merchant.ConsumerIdKey,
            market.Merchant.ConsumerKey,
        ];
        var records = shop.Log();
        AssertComplete(records);
        var texts = records.Select(record => (record.Category, Text: LoggedShop.TextOf(record))).ToList();
        Assert.All(texts, entry => Assert.DoesNotContain(kept, secret => entry.Text.Contains(secret, StringComparison.OrdinalIgnoreCase)));
        Assert.All(
            texts.Where(entry => Array.Exists(landed, secret => entry.Text.Contains(secret, StringComparison.OrdinalIgnoreCase))),
            entry =>
            {
                Assert.Contains(entry.Category, PrintTheLandingAddress);
                Assert.Contains(form, entry.Text, StringComparison.Ordinal);
            });
    }

    [Fact]
    public async Task Approved_push_has_the_receipt_in_the_landing_address_only()
    {
        using var shopper = new Shopper(shop.Host.Address);
        var push = await market.PushAsync(callback: null, "APPROVED");

        var answer = await shopper.AcceptAsync(push);
        var own = answer.Location!;
        await answer.FollowAsync();

        var requests = shop.Log()
            .Where(record => record.Category == RequestLog && record.Message.StartsWith("Request starting", StringComparison.Ordinal))
            .Select(record => record.Message)
            .ToList();
        var telling = Assert.Single(requests, request => request.Contains(push.Receipt, StringComparison.OrdinalIgnoreCase));
        Assert.Contains($" {push.Link} ", telling.Replace(shop.Host.Address.GetLeftPart(UriPartial.Authority), "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains(requests, request => request.Contains($"{own}/accept ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Parked_and_settled_push_is_sealed_on_disk()
    {
        var folder = market.NewShopFolder();
        var push = await market.PushAsync($"{Market.Bank}/done?{CallbackQuery}", "APPROVED", "ISSUER_DECLINED");
        string id;
        await using (var stopped = new ShopHost(folder))
        {
            using var shopper = new Shopper(stopped.Address);
            var landing = await shopper.GetAsync(push.Link);
            id = landing.Location!["/scof-push/".Length..];
            AssertSealed(folder, push, id);

            var confirm = await shopper.SignUpAsync(await landing.FollowAsync());
            AssertSealed(folder, push, id);

            var answer = await confirm.SubmitAsync("/accept");
            Assert.StartsWith($"{Market.Bank}/", answer.Location, StringComparison.Ordinal);
            AssertSealed(folder, push, id);
            Assert.Contains(push.LastFour, folder.ReadScofPushFiles(), StringComparison.Ordinal);
        }

        AssertSealed(folder, push, id);
    }

    private static void AssertSealed(ShopFolder folder, Push push, string id)
    {
        var files = folder.ReadScofPushFiles();
        Assert.Contains("ScofPushReceipts", files, StringComparison.Ordinal);
        Assert.Contains(id, files, StringComparison.Ordinal);
        Assert.DoesNotContain(CallbackQuery, files, StringComparison.OrdinalIgnoreCase);
        Assert.All(push.Cards, card =>
        {
            Assert.DoesNotContain(card.Receipt, files, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain(card.Receipt["MCC-STL-".Length..], files, StringComparison.OrdinalIgnoreCase);
        });
    }

    /// <summary>The log really is the whole log: the frameworks' lowest levels are in it.</summary>
    private static void AssertComplete(IReadOnlyList<FakeLogRecord> records)
    {
        Assert.Contains(records, record => record.Level == LogLevel.Trace);
        Assert.Contains(records, record => record.Category == "Microsoft.EntityFrameworkCore.Database.Command" && record.Level == LogLevel.Debug);
        Assert.Contains(records, record => record.Category!.StartsWith("Microsoft.AspNetCore.Server.Kestrel", StringComparison.Ordinal));
        Assert.Contains(records, record => record.Category!.StartsWith("ScofPush.Mastercard", StringComparison.Ordinal));
        Assert.Contains(records, record => record.Category == RequestLog);
    }
}
