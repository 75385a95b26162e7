using ScofPush.AspNetCore.Detection;
using ScofPush.AspNetCore.Enrollment;
using ScofPush.AspNetCore.Pending;
using ScofPush.AspNetCore.Returning;
using Xunit;

namespace ScofPush.AspNetCore.Tests.Returning;

public sealed class CallbackResultsTests
{
    [Theory]
    [InlineData("https://bank.example", "https://bank.example?results%5BA%5D=SUCCESS")]
    [InlineData("https://bank.example/done", "https://bank.example/done?results%5BA%5D=SUCCESS")]
    [InlineData("https://bank.example/done?", "https://bank.example/done?results%5BA%5D=SUCCESS")]
    [InlineData("https://bank.example/done?a=1", "https://bank.example/done?a=1&results%5BA%5D=SUCCESS")]
    [InlineData("https://bank.example/done?a=1&", "https://bank.example/done?a=1&results%5BA%5D=SUCCESS")]
    [InlineData("https://bank.example/a&", "https://bank.example/a&?results%5BA%5D=SUCCESS")]
    [InlineData("https://bank.example/a&#b?c", "https://bank.example/a&?results%5BA%5D=SUCCESS#b?c")]
    [InlineData("https://bank.example/done#top", "https://bank.example/done?results%5BA%5D=SUCCESS#top")]
    [InlineData("https://bank.example/%7Eme/%41?x=%2f#a?b", "https://bank.example/%7Eme/%41?x=%2f&results%5BA%5D=SUCCESS#a?b")]
    [InlineData("pagare://deep-link", "pagare://deep-link?results%5BA%5D=SUCCESS")]
    [InlineData("connectiq://app?x=1&amp;y=2", "connectiq://app?x=1&amp;y=2&results%5BA%5D=SUCCESS")]
    public void Extend_callback_keepsItsBytes(string callback, string expected) =>
        Assert.Equal(expected, Extend(callback, ("A", ReceiptState.Recorded)));

    [Fact]
    public void Extend_severalReceipts_eachItsOwnResult() => Assert.Equal(
        "https://bank.example/?results%5BA%5D=SUCCESS&results%5BB%5D=DECLINED&results%5BC%5D=DUPLICATE_REQUEST&results%5BD%5D=ERROR&results%5BE%5D=CANCELLED",
        Extend(
            "https://bank.example/",
            ("A", ReceiptState.Enrolled),
            ("B", ReceiptState.Declined),
            ("C", ReceiptState.Duplicate),
            ("D", ReceiptState.Unknown),
            ("E", ReceiptState.Cancelled)));

    [Theory]
    [InlineData(ReceiptState.Waiting)]
    [InlineData(ReceiptState.Enrolling)]
    [InlineData(ReceiptState.Failed)]
    [InlineData(ReceiptState.SavedUnread)]
    [InlineData(ReceiptState.GivenUp)]
    [InlineData(ReceiptState.Expired)]
    public void Extend_anythingElse_isError(ReceiptState state) =>
        Assert.EndsWith("=ERROR", Extend("https://bank.example/", ("A", state)), StringComparison.Ordinal);

    [Fact]
    public void Extend_configuredCode_isUsed()
    {
        var options = new ReturningOptions();
        options.Codes.Success = "OK";
        Assert.EndsWith("=OK", Extend(options, "https://bank.example/", ("A", ReceiptState.Recorded)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, false, true, false, "SUCCESS")]
    [InlineData(true, false, false, true, "REQUIRE_ADDITIONAL_AUTHENTICATION")]
    [InlineData(true, true, true, false, "REQUIRE_ADDITIONAL_AUTHENTICATION")]
    [InlineData(true, true, false, true, "SUCCESS")]
    [InlineData(false, false, false, false, "SUCCESS")]
    [InlineData(false, true, false, false, "SUCCESS")]
    public void Extend_authenticationDue_isLeftToTheBankUnlessTheMatchingFlagIsSet(
        bool isDue, bool isInApp, bool completeWebsite, bool completeIssuerApp, string expected)
    {
        var card = new EnrolledCard { CardId = "c", PendingEvents = isDue ? ["PENDING_SCA"] : [], AuthenticatesInIssuerApp = isInApp };
        var request = new PushRequest
        {
            Receipts = ["A"],
            Callback = "https://bank.example/",
            CompleteWebsiteActivation = completeWebsite,
            CompleteIssuerAppActivation = completeIssuerApp,
        };
        var receipt = new ReceiptRecord
        {
            RecordId = "r",
            State = ReceiptState.Recorded,
            Card = StoredCard.ToJson(card),
        };

        Assert.Equal($"https://bank.example/?results%5BA%5D={expected}", Extend(new ReturningOptions(), request, receipt));
    }

    private static string Extend(string callback, params (string Receipt, ReceiptState State)[] receipts) =>
        Extend(new ReturningOptions(), callback, receipts);

    private static string Extend(ReturningOptions options, string callback, params (string Receipt, ReceiptState State)[] receipts) => Extend(
        options,
        new PushRequest { Receipts = [.. receipts.Select(receipt => receipt.Receipt)], Callback = callback },
        [.. receipts.Select(receipt => new ReceiptRecord { RecordId = "r", State = receipt.State })]);

    private static string Extend(ReturningOptions options, PushRequest request, params ReceiptRecord[] receipts) =>
        new CallbackResults(options).Extend(request, new PushRecord
        {
            Id = PushId.New(0).Push,
            State = PushState.Returned,
            CreatedAt = default,
            ExpiresAt = default,
            Receipts = receipts,
        });
}
