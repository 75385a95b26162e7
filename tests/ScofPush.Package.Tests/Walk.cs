using System.Net;
using ScofPush.Package.Tests.Hosting;
using ScofPush.Tests;

namespace ScofPush.Package.Tests;

/// <summary>The shopper's way from the bank and back.</summary>
internal static class Walk
{
    public const string Receipt = "MCC-STL-0001";
    public const string PushUri = $"/?pushAccountReceipts={Receipt}&callbackURL=https%3A%2F%2Fbank.example%2Fdone";

    /// <summary>Opens the bank's link and signs in.</summary>
    public static async Task<Page> ArriveAsync(Browser browser)
    {
        var signIn = await (await browser.GetAsync(PushUri)).FollowAsync();
        return await (await signIn.SubmitAsync("/sign-in", ("user", "anna"))).FollowAsync();
    }

    /// <summary>Accepts the card and is sent back to the bank.</summary>
    public static async Task AcceptAsync(Page confirm)
    {
        var answer = await confirm.SubmitAsync("/accept");

        Assert.Equal(HttpStatusCode.SeeOther, answer.Status);
        Assert.Equal($"{ShopSettings.Bank}/done?results%5B{Receipt}%5D=SUCCESS", answer.Location);
    }
}
