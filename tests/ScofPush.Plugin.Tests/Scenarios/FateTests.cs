using System.Net;
using System.Reflection;
using Network;
using ScofPush.Plugin.Tests.Hosting;

namespace ScofPush.Plugin.Tests.Scenarios;

/// <summary>Whatever the network does with a card: what the bank is told, how often the network was called, what the customer then has.</summary>
public sealed class FateTests(Market market)
{
    private const string Ready = "Ready to use";

    /// <summary>Fate, result for the bank, Enroll calls, badge of the saved card.</summary>
    public static TheoryData<string, string, int, string?> Fates => new()
    {
        { "APPROVED", "SUCCESS", 1, Ready },
        { "APPROVED_PENDING_SCA", "SUCCESS", 1, "Authentication due" },
        { "SUSPENDED", "SUCCESS", 1, "Suspended" },
        { "ISSUER_DECLINED", "DECLINED", 1, null },
        { "INELIGIBLE", "DECLINED", 1, null },
        { "SUSPENDED_CARD", "DECLINED", 1, null },
        { "SLOW", "SUCCESS", 1, Ready },
        { "UNAVAILABLE_ONCE", "SUCCESS", 2, Ready },
        { "UNAVAILABLE", "ERROR", 2, null },
        { "INTERNAL", "ERROR", 1, null },
        { "GATEWAY_ERROR", "ERROR", 1, null },
        { "THROTTLED_ONCE", "SUCCESS", 2, Ready },
        { "THROTTLED", "ERROR", 2, null },
        { "DROP_AFTER_ENROLL", "ERROR", 1, null },
        { "DROP_BEFORE", "ERROR", 1, null },
        { "UNREADABLE", "ERROR", 1, null },
        { "EXPIRED_RECEIPT", "ERROR", 1, null },
        { "ALREADY_SAVED", "DUPLICATE_REQUEST", 1, null },
    };

    [Theory]
    [MemberData(nameof(Fates))]
    public async Task Accept_card_of_any_fate_tells_the_bank_and_saves_what_was_enrolled(string fate, string result, int calls, string? badge)
    {
        using var shopper = new Shopper(market.Shop.Address);
        var push = await market.PushAsync($"{Market.Bank}/done?ref=42", fate);
        var confirm = await shopper.ArriveAsync(push);
        Assert.Empty(await market.Network.EnrollsOfAsync(push.Receipt));

        var answer = await confirm.SubmitAsync("/accept");

        Assert.Equal(HttpStatusCode.SeeOther, answer.Status);
        Assert.Equal($"{Market.Bank}/done?ref=42&results%5B{push.Receipt}%5D={result}", answer.Location);
        var enrolls = await market.Network.EnrollsOfAsync(push.Receipt);
        Assert.Equal(calls, enrolls.Count);
        Assert.All(enrolls, call => Assert.True(call.OauthValid));
        var saved = await shopper.PaymentMethodsAsync();
        Assert.Equal(
            badge is null ? [] : [(push.LastFour, badge)],
            saved.Select(card => (card.LastFour, card.Badge)));
    }

    [Fact]
    public void Fates_of_the_theory_are_all_that_the_network_knows()
    {
        var known = typeof(NetworkSimulator).Assembly.GetType("Network.Connect.Fate", throwOnError: true)!
            .GetFields(BindingFlags.Public | BindingFlags.Static)
            .Where(field => field.IsLiteral)
            .Select(field => (string)field.GetRawConstantValue()!);

        Assert.Equal(known.Order(StringComparer.Ordinal), Fates.Select(row => row.Data.Item1).Order(StringComparer.Ordinal));
    }
}
