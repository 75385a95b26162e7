using System.Net;

namespace ScofPush.Samples.Tests.CardNetwork;

public sealed class ReceiptTests(NetworkHost network) : IClassFixture<NetworkHost>
{
    [Theory]
    [InlineData("CREDIT", "MCC")]
    [InlineData("DEBIT", "DMC")]
    [InlineData("MAESTRO", "MSI")]
    [InlineData("PRIVATE_LABEL", "PVL")]
    public async Task Push_receipt_names_the_kind_of_card(string cardType, string prefix) =>
        Assert.Matches($"^{prefix}-STL-[0-9A-F]{{8}}(-[0-9A-F]{{4}}){{3}}-[0-9A-F]{{12}}$", await network.ReceiptAsync(cardType: cardType));

    [Fact]
    public async Task Enroll_receipt_is_good_once()
    {
        var receipt = await network.ReceiptAsync();
        using var first = await network.EnrollAsync(receipt);
        using var second = await network.EnrollAsync(receipt);

        Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        await second.ShouldFailAsync(HttpStatusCode.BadRequest, "ALREADY_EXISTS", "ALREADY_EXISTS");
    }

    [Fact]
    public async Task Enroll_receipt_in_many_calls_at_once_is_good_once()
    {
        var receipt = await network.ReceiptAsync("SLOW");

        var responses = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => network.EnrollAsync(receipt)));

        Assert.Single(responses, response => response.StatusCode == HttpStatusCode.OK);
    }

    [Fact]
    public async Task Enroll_receipt_lives_fifteen_minutes()
    {
        var used = await network.ReceiptAsync();
        var late = await network.ReceiptAsync();

        network.Clock.Advance(TimeSpan.FromMinutes(15) - TimeSpan.FromSeconds(1));
        using var inTime = await network.EnrollAsync(used);
        network.Clock.Advance(TimeSpan.FromSeconds(1));
        using var tooLate = await network.EnrollAsync(late);

        Assert.Equal(HttpStatusCode.OK, inTime.StatusCode);
        await tooLate.ShouldFailAsync(HttpStatusCode.BadRequest, "INVALID_STATE", "EXPIRED");
    }

    [Fact]
    public async Task Enroll_receipt_lives_as_long_as_the_push_says()
    {
        var receipt = await network.ReceiptAsync(life: 5);
        network.Clock.Advance(TimeSpan.FromSeconds(5));

        using var response = await network.EnrollAsync(receipt);

        await response.ShouldFailAsync(HttpStatusCode.BadRequest, "INVALID_STATE", "EXPIRED");
    }

    [Fact]
    public async Task Enroll_unknown_receipt_is_not_found()
    {
        using var response = await network.EnrollAsync("MCC-STL-B363210D-36D2-41AF-9AA3-7C55BA2B9192");

        await response.ShouldFailAsync(HttpStatusCode.BadRequest, "INVALID_STATE", "NOT_FOUND");
    }

    [Fact]
    public async Task Enroll_receipt_of_another_merchant_is_not_found_and_stays_good()
    {
        var receipt = await network.ReceiptAsync(shop: TestShop.Other);
        using var stolen = await network.EnrollAsync(receipt, consumer: "thief");
        using var owned = await network.EnrollAsync(receipt, TestShop.Other);

        await stolen.ShouldFailAsync(HttpStatusCode.BadRequest, "INVALID_STATE", "NOT_FOUND");
        Assert.Equal(HttpStatusCode.OK, owned.StatusCode);
    }
}
