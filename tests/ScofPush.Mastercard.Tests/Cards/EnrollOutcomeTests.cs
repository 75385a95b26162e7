using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using ScofPush.AspNetCore.Enrollment;
using ScofPush.Mastercard.Tests.Support;

namespace ScofPush.Mastercard.Tests.Cards;

/// <summary>The table of protocol 5: answer, result, number of attempts.</summary>
public sealed class EnrollOutcomeTests
{
    private const string Gateway =
        """{"Errors":{"Error":[{"Source":"Gateway","ReasonCode":"SOME_GATEWAY_TEXT","Description":"free text","Recoverable":false,"Details":null}]}}""";

    private const string GatewaySingle =
        """{"Errors":{"Error":{"Source":"Gateway","ReasonCode":"ALREADY_EXISTS","Description":"free text","Recoverable":"false"}}}""";

    public static TheoryData<Row> Rows =>
    [
        new Row(200, Answers.Enrolled(), EnrollmentOutcome.Enrolled, null, null),
        new Row(201, Answers.Enrolled(), EnrollmentOutcome.Enrolled, null, null),

        // A success that cannot be read may have happened.
        new Row(200, "", EnrollmentOutcome.Unknown, "SP2012", null),
        new Row(200, "<html>proxy</html>", EnrollmentOutcome.Unknown, "SP2012", null),
        new Row(200, """{"maskedCard":{"srcDigital""", EnrollmentOutcome.Unknown, "SP2012", null),
        new Row(200, """{"maskedCard":{"panLastFour":"1234"}}""", EnrollmentOutcome.Unknown, "SP2012", null),
        new Row(200, """{"maskedCard":{"srcDigitalCardId":"1234567890123456789012345678901234567"}}""", EnrollmentOutcome.Unknown, "SP2012", null),
        new Row(200, """{"maskedCard":{"srcDigitalCardId":"../cards"}}""", EnrollmentOutcome.Unknown, "SP2012", null),
        new Row(200, """{"maskedCard":{"srcDigitalCardId":".."}}""", EnrollmentOutcome.Unknown, "SP2012", null),
        new Row(200, Gateway, EnrollmentOutcome.Unknown, "SP2012", null),
        new Row(204, "", EnrollmentOutcome.Unknown, "SP2012", null),
        new Row(302, "", EnrollmentOutcome.Unknown, "SP2012", null),

        new Row(400, Answers.Error("INVALID_ARGUMENT"), EnrollmentOutcome.Failed, "SP2011", "INVALID_ARGUMENT"),
        new Row(400, Answers.Error("INVALID_ARGUMENT", "CANNOT_BE_NULL", "serviceId", "details"), EnrollmentOutcome.Failed, "SP2011", "INVALID_ARGUMENT/CANNOT_BE_NULL"),
        new Row(400, Answers.Error("INVALID_STATE", "INVALID_VALUE", "srcClientId", "details"), EnrollmentOutcome.Failed, "SP2011", "INVALID_STATE/INVALID_VALUE"),
        new Row(400, Answers.Error("INVALID_STATE", "ISSUER_DECLINED", "Card"), EnrollmentOutcome.Declined, "SP1501", "INVALID_STATE/ISSUER_DECLINED"),
        new Row(400, Answers.Error("INVALID_STATE", "PAN_INELIGIBLE", "Card"), EnrollmentOutcome.Declined, "SP1501", "INVALID_STATE/PAN_INELIGIBLE"),
        new Row(400, Answers.Error("INVALID_STATE", "TOKENIZATION_INELIGIBLE", "Card"), EnrollmentOutcome.Declined, "SP1501", "INVALID_STATE/TOKENIZATION_INELIGIBLE"),
        new Row(400, Answers.Error("INVALID_STATE", "INVALID_PAN", "Card", "details"), EnrollmentOutcome.Declined, "SP1501", "INVALID_STATE/INVALID_PAN"),
        new Row(400, Answers.Error("INVALID_STATE", "SUSPENDED_CARD", "Card"), EnrollmentOutcome.Declined, "SP1501", "INVALID_STATE/SUSPENDED_CARD"),
        new Row(400, Answers.Error("INVALID_STATE", "ACCOUNT_RANGE_NOT_FOUND", "Card"), EnrollmentOutcome.Declined, "SP1501", "INVALID_STATE/ACCOUNT_RANGE_NOT_FOUND"),
        new Row(400, Answers.Error("INVALID_STATE", "EXPIRED", "enrolmentReferenceData.enrolmentReferenceId"), EnrollmentOutcome.ReceiptExpired, "SP1506", "INVALID_STATE/EXPIRED"),
        new Row(400, Answers.Error("INVALID_STATE", "NOT_FOUND", "enrolmentReferenceId", "details"), EnrollmentOutcome.ReceiptExpired, "SP1506", "INVALID_STATE/NOT_FOUND"),
        new Row(400, Answers.Error("INVALID_STATE", "INVALID_VALUE", "EnrollmentReferenceData"), EnrollmentOutcome.ReceiptExpired, "SP1506", "INVALID_STATE/INVALID_VALUE"),
        new Row(400, Answers.Error("INVALID_STATE", "INVALID_VALUE", "enrolmentReferenceType"), EnrollmentOutcome.Failed, "SP2011", "INVALID_STATE/INVALID_VALUE"),
        new Row(400, Answers.Error("INVALID_STATE", "EXPIRED", "card.panExpirationYear"), EnrollmentOutcome.Failed, "SP1503", "INVALID_STATE/EXPIRED"),
        new Row(400, """{"reason":"INVALID_STATE","errordetail":[{"reason":null}],"details":[{"reason":"ISSUER_DECLINED"}]}""", EnrollmentOutcome.Declined, "SP1501", "INVALID_STATE/ISSUER_DECLINED"),
        new Row(400, """{"reason":"INVALID_ARGUMENT","errordetail":[{"message":"Invalid Field Length","reason":null,"source":"x"}]}""", EnrollmentOutcome.Failed, "SP2011", "INVALID_ARGUMENT"),
        new Row(400, Answers.Error("SECRET WORDS", "MORE SECRET WORDS"), EnrollmentOutcome.Failed, "SP1503", "_OTHER/_OTHER"),
        new Row(400, "<html>", EnrollmentOutcome.Failed, "SP1503", null),
        new Row(400, Gateway, EnrollmentOutcome.Failed, "SP1503", "_OTHER"),
        new Row(404, Answers.Error("NOT_FOUND"), EnrollmentOutcome.Failed, "SP1503", "NOT_FOUND"),

        new Row(400, Answers.Error("INVALID_STATE", "ALREADY_EXISTS", "Card"), EnrollmentOutcome.Duplicate, "SP1502", "INVALID_STATE/ALREADY_EXISTS"),
        new Row(409, Answers.Error("ALREADY_EXISTS"), EnrollmentOutcome.Duplicate, "SP1502", "ALREADY_EXISTS"),
        new Row(403, Answers.Error("PERMISSION_DENIED", "ALREADY_EXISTS", "Card"), EnrollmentOutcome.Duplicate, "SP1502", "PERMISSION_DENIED/ALREADY_EXISTS"),
        new Row(500, Answers.Error("ALREADY_EXISTS"), EnrollmentOutcome.Duplicate, "SP1502", "ALREADY_EXISTS"),
        new Row(400, GatewaySingle, EnrollmentOutcome.Duplicate, "SP1502", "ALREADY_EXISTS"),

        new Row(401, Answers.Error("UNAUTHENTICATED"), EnrollmentOutcome.Failed, "SP2010", "UNAUTHENTICATED"),
        new Row(401, Gateway, EnrollmentOutcome.Failed, "SP2010", "_OTHER"),
        new Row(403, Answers.Error("PERMISSION_DENIED"), EnrollmentOutcome.Failed, "SP2010", "PERMISSION_DENIED"),
        new Row(403, Answers.Error("PERMISSION_DENIED", "EXPIRED", "srcClientId", "details"), EnrollmentOutcome.Failed, "SP2010", "PERMISSION_DENIED/EXPIRED"),

        new Row(408, "", EnrollmentOutcome.Unknown, "SP2012", null),
        new Row(409, Answers.Error("ABORTED"), EnrollmentOutcome.Unknown, "SP2012", "ABORTED"),
        new Row(500, Answers.Error("INTERNAL"), EnrollmentOutcome.Unknown, "SP2012", "INTERNAL"),
        new Row(502, Gateway, EnrollmentOutcome.Unknown, "SP2012", "_OTHER"),
        new Row(503, "", EnrollmentOutcome.Unknown, "SP2012", null),
        new Row(503, Answers.Error("UNAVAILABLE"), EnrollmentOutcome.Unknown, "SP2012", "UNAVAILABLE"),
        new Row(504, "<html>", EnrollmentOutcome.Unknown, "SP2012", null),

        // Nothing was done: these alone are tried again.
        new Row(429, Answers.Error("RESOURCE_EXHAUSTED"), EnrollmentOutcome.Failed, "SP2013", "RESOURCE_EXHAUSTED", Attempts: 2, NothingDone: true),
        new Row(429, "", EnrollmentOutcome.Failed, "SP2013", null, Attempts: 2, NothingDone: true),
        new Row(503, Answers.Error("UNAVAILABLE", "NO_RESPONSE_FROM_ISSUER"), EnrollmentOutcome.Failed, "SP2013", "UNAVAILABLE/NO_RESPONSE_FROM_ISSUER", Attempts: 2, NothingDone: true),
        new Row(503, Answers.Error("UNAVAILABLE", "NO_RESPONSE_FROM_ISSUER", array: "details"), EnrollmentOutcome.Failed, "SP2013", "UNAVAILABLE/NO_RESPONSE_FROM_ISSUER", Attempts: 2, NothingDone: true),
    ];

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task Enroll_answer_gives_result_after_so_many_attempts(Row row)
    {
        await using var network = await FakeNetwork.StartAsync();
        network.AnswerWith(Answers.Of(row.Status, row.Body));
        await using var client = TestClient.Create(network.Address);

        var result = await client.EnrollAsync();

        Assert.Equal(row.Outcome, result.Outcome);
        Assert.Equal(row.Code, result.Code);
        Assert.Equal(row.Reason, result.Reason);
        Assert.Equal(row.NothingDone, result.NothingDone);
        Assert.Equal(row.Outcome == EnrollmentOutcome.Enrolled, result.Card is not null);
        Assert.Equal(row.Attempts, network.Requests.Count);
    }

    [Fact]
    public async Task Enroll_refused_keys_alert_the_operator()
    {
        await using var network = await FakeNetwork.StartAsync();
        network.AnswerWith(Answers.Of(403, Answers.Error("PERMISSION_DENIED")));
        await using var client = TestClient.Create(network.Address);

        await client.EnrollAsync();

        var line = Assert.Single(client.Log.Lines, line => line.Level == LogLevel.Error);
        Assert.Equal((2010, "NetworkRefusedUs"), (line.Id.Id, line.Id.Name));
    }

    [Fact]
    public async Task Enroll_redirect_is_not_followed()
    {
        await using var network = await FakeNetwork.StartAsync();
        await using var other = await FakeNetwork.StartAsync();
        network.AnswerWith(context =>
        {
            context.Response.StatusCode = StatusCodes.Status307TemporaryRedirect;
            context.Response.Headers.Location = $"{other.Address}/cards";
            return Task.CompletedTask;
        });
        await using var client = TestClient.Create(network.Address);

        var result = await client.EnrollAsync();

        Assert.Equal(EnrollmentOutcome.Unknown, result.Outcome);
        Assert.Empty(other.Requests);
    }

    [Fact]
    public async Task Enroll_answer_larger_than_the_limit_is_unknown()
    {
        await using var network = await FakeNetwork.StartAsync();
        network.AnswerWith(Answers.Of(200, Answers.Enrolled() + new string(' ', 300 * 1024)));
        await using var client = TestClient.Create(network.Address);

        var result = await client.EnrollAsync();

        Assert.Equal(EnrollmentOutcome.Unknown, result.Outcome);
    }

    [Fact]
    public async Task Enroll_tried_again_takes_the_second_answer()
    {
        await using var network = await FakeNetwork.StartAsync();
        network.AnswerWith(Answers.Of(429), Answers.Ok());
        await using var client = TestClient.Create(network.Address);

        var result = await client.EnrollAsync();

        Assert.Equal(EnrollmentOutcome.Enrolled, result.Outcome);
        Assert.Equal(2, network.Requests.Count);
        Assert.Single(network.Requests.Select(request => request.Text).Distinct(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Enroll_second_attempt_that_is_lost_is_unknown()
    {
        await using var network = await FakeNetwork.StartAsync();
        network.AnswerWith(Answers.Of(429), Answers.Reset);
        await using var client = TestClient.Create(network.Address);

        var result = await client.EnrollAsync();

        Assert.Equal((EnrollmentOutcome.Unknown, false), (result.Outcome, result.NothingDone));
    }

    public sealed record Row(
        int Status,
        string Body,
        EnrollmentOutcome Outcome,
        string? Code,
        string? Reason,
        int Attempts = 1,
        bool NothingDone = false
    )
    {
        public override string ToString() => $"{Status} {Body[..Math.Min(60, Body.Length)]}";
    }
}
