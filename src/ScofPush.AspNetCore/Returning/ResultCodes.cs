namespace ScofPush.AspNetCore.Returning;

/// <summary>
/// The codes that go back to the bank, a result per receipt. Only CANCELLED and DUPLICATE_REQUEST are confirmed spellings (protocol 4):
/// change the others here should Mastercard tell you otherwise. Section <c>ScofPush:Returning:Codes</c>; 1 to 64 of <c>A-Z a-z 0-9 _ -</c>.
/// </summary>
public sealed class ResultCodes
{
    /// <summary>The card is on file. Default <c>SUCCESS</c>.</summary>
    public string Success { get; set; } = "SUCCESS";

    /// <summary>The shopper declined. Default <c>CANCELLED</c>.</summary>
    public string Cancelled { get; set; } = "CANCELLED";

    /// <summary>The issuer or the network refused the card. Default <c>DECLINED</c>.</summary>
    public string Declined { get; set; } = "DECLINED";

    /// <summary>The card was on file before. Default <c>DUPLICATE_REQUEST</c>.</summary>
    public string Duplicate { get; set; } = "DUPLICATE_REQUEST";

    /// <summary>
    /// The card is on file, the cardholder still has to authenticate, and the push asks the shop to leave that to the bank. Default
    /// <c>REQUIRE_ADDITIONAL_AUTHENTICATION</c>.
    /// </summary>
    public string AdditionalAuthentication { get; set; } = "REQUIRE_ADDITIONAL_AUTHENTICATION";

    /// <summary>Everything else. Default <c>ERROR</c>.</summary>
    public string Error { get; set; } = "ERROR";

    /// <summary>The table, to be checked as a whole.</summary>
    internal IEnumerable<(string Name, string Code)> All =>
    [
        (nameof(Success), Success), (nameof(Cancelled), Cancelled), (nameof(Declined), Declined), (nameof(Duplicate), Duplicate),
        (nameof(AdditionalAuthentication), AdditionalAuthentication), (nameof(Error), Error),
    ];
}
