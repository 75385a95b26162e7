using System.Collections.Concurrent;
using System.Net;
using CsCheck;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;
using ScofPush.AspNetCore.Detection;
using ScofPush.AspNetCore.Pending;
using ScofPush.AspNetCore.Tests.Properties.Generators;
using Xunit;

namespace ScofPush.AspNetCore.Tests.Properties;

/// <summary>Whatever arrives: a page with a code or a parked push, and on from there only to where the policy allows .</summary>
public sealed class MiddlewarePropertyTests(ITestOutputHelper output)
{
    private const string OwnPath = "^/scof-push/[A-Za-z0-9_-]{43}$";

    [Theory]
    [InlineData("Preferred", 7_000)]
    [InlineData("Required", 5_000)]
    public async Task Get_anyPush_isRefusedWithAPageOrParkedAndBroughtToItsEnd(string policy, int cases)
    {
        await using var shop = await PropertyShop.StartAsync(policy);
        var parked = new ConcurrentBag<string>(await shop.ParkedIdsAsync());
        var tally = new Tally($"Pushes through the whole middleware, {policy}");
        await Pushes.Any.SampleAsync(push => CheckAsync(shop, push, policy == "Required", parked, tally), iter: cases);

        Assert.Equal(parked.Order(StringComparer.Ordinal), (await shop.ParkedIdsAsync()).Order(StringComparer.Ordinal));
        var plain = policy == "Preferred" ? cases / 40 : 0;
        tally.Close(
            output,
            cases,
            ("plain, sound: parked", plain),
            ("plain, any callback: parked", plain),
            ("plain, any callback: refused", cases / 40),
            ("plain, bad receipts: refused", cases / 40),
            ("signed, sound: parked", cases / 10),
            ("signed, any callback: parked", cases / 40),
            ("signed, any callback: refused", cases / 40),
            ("signed, hostile: parked", cases / 200),
            ("signed, hostile: refused", cases / 20),
            ("both forms: parked", cases / 100),
            ("both forms: refused", cases / 100),
            ("ended: 303 to the bank", cases / 20),
            ("ended: link to a known bank", cases / 100),
            ("ended: link to an unknown address", plain),
            ("ended: without a callback", cases / 200));
    }

    private static async Task CheckAsync(PropertyShop shop, PushCase push, bool isRequired, ConcurrentBag<string> parked, Tally tally)
    {
        tally.Case();
        var query = push.Signed is { } signed ? push.Query.Replace(PushCase.TokenPlace, signed.Token(), StringComparison.Ordinal) : push.Query;
        var answer = await shop.SendAsync(push.Path, query, push.PathBase, isAnonymous: true);

        Assert.InRange(answer.Status, 200, 499);
        if (answer.Status == 303)
        {
            Assert.StartsWith(push.PathBase + "/", answer.Location, StringComparison.Ordinal);
            var path = answer.Location![push.PathBase.Length..];
            Assert.Matches(OwnPath, path);
            parked.Add(path[^43..]);
            tally.Add(push.Class + ": parked");
            await FollowAsync(shop, push, path, isRequired, IsTokenEmpty(query), tally);
        }
        else if (answer.Code is { } code)
        {
            Assert.True(code.StartsWith("SP10", StringComparison.Ordinal) || (push.Class == PushCase.Other && code == "SP1201"), code);
            Assert.InRange(answer.Status, 400, 414);
            Assert.Null(answer.Location);
            AssertSound(answer, push.Receipts);
            Assert.True(push.Class != PushCase.SignedSound && (push.Class != PushCase.PlainSound || isRequired), code);
            tally.Add(push.Class + ": refused");
        }
        else
        {
            Assert.Equal(PushCase.Other, push.Class);
            tally.Add(push.Class + ": none");
        }
    }

    private static async Task FollowAsync(PropertyShop shop, PushCase push, string path, bool isRequired, bool isTokenEmpty, Tally tally)
    {
        var record = await shop.Shop.Services.GetRequiredService<IPushStore>().FindAsync(path[^43..], CancellationToken.None);
        var request = shop.Shop.Services.GetRequiredService<PushSeal>().Unseal(record!.Sealed)!;
        Assert.True(request.IsVerified || !isRequired);
        Assert.True(push.Signed is null or { IsGenuine: true } || (isTokenEmpty && !request.IsVerified));
        if (push.Class is PushCase.PlainSound or PushCase.SignedSound)
        {
            Assert.Equal(push.Receipts, request.Receipts);
            Assert.Equal(push.Callback, request.Callback);
            Assert.Equal(push.Class == PushCase.SignedSound, request.IsVerified);
        }

        var signIn = await shop.SendAsync(path, isAnonymous: true);
        Assert.Equal((302, "https://shop.example/sign-in?ReturnUrl=" + Uri.EscapeDataString(path)), (signIn.Status, signIn.Location));

        var confirm = await shop.SendAsync(path);
        Assert.Equal((200, "SP1304"), (confirm.Status, confirm.Code));
        AssertSound(confirm, request.Receipts);

        var isAccepted = request.Receipts[0][^1] % 4 == 0;
        var end = await shop.SendAsync(path + (isAccepted ? "/accept" : "/decline"), token: confirm.Token);
        Assert.Equal(303, end.Status);
        await CheckEndAsync(shop, request, path, end.Location!, tally);
    }

    /// <summary>Damage may leave nothing of a token. That is none, and a plain form beside it is a plain push.</summary>
    private static bool IsTokenEmpty(string query) =>
        QueryHelpers.ParseQuery(query).TryGetValue("pushAccountData", out var token) && token.ToString().Length == 0;

    private static async Task CheckEndAsync(PropertyShop shop, PushRequest request, string path, string location, Tally tally)
    {
        var target = request.Callback is null ? null : BrowserUrl.Read(request.Callback);
        var isKnown = target is not null && (request.IsVerified || target.Origin == Callbacks.Known || target.Scheme == Callbacks.KnownApp);
        if (isKnown && target!.IsWeb)
        {
            CallbackResultsPropertyTests.AssertExtended(request.Callback!, request.Receipts, location);
            tally.Add("ended: 303 to the bank");
            return;
        }

        Assert.Equal(path, location);
        var done = await shop.SendAsync(path);
        Assert.Equal(200, done.Status);
        if (request.Callback is null)
        {
            AssertSound(done, request.Receipts);
            tally.Add("ended: without a callback");
            return;
        }

        var bank = Assert.Single(done.Links, link => link.StartsWith(request.Callback.Split('#')[0], StringComparison.Ordinal));
        CallbackResultsPropertyTests.AssertExtended(request.Callback, request.Receipts, bank);
        AssertSound(done, request.Receipts, bank);
        Assert.Equal(isKnown, !done.Text.Contains("We do not know the address", StringComparison.Ordinal));
        tally.Add(isKnown ? "ended: link to a known bank" : "ended: link to an unknown address");
    }

    /// <summary>All links stay in the shop, and nothing on the page or behind its links is a receipt, apart from the way to the bank.</summary>
    private static void AssertSound(ShopAnswer page, IReadOnlyList<string> receipts, string? bank = null)
    {
        var secrets = receipts.Where(receipt => receipt.Length >= 8).ToArray();
        var text = WebUtility.HtmlDecode(page.Text);
        text = bank is null ? text : text.Replace(bank, "", StringComparison.Ordinal);
        Assert.DoesNotContain(secrets, secret => text.Contains(secret, StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain("<script", page.Text, StringComparison.OrdinalIgnoreCase);
        var links = page.Links.Where(link => link != bank).ToArray();
        Assert.NotEmpty(links);
        foreach (var link in links)
        {
            HostPagePropertyTests.AssertOfTheShop(link);
            HostPagePropertyTests.AssertTellsNothing(link, secrets);
        }
    }
}
