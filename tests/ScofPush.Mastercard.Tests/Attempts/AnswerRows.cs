using System.Globalization;
using System.IO.Compression;
using Microsoft.AspNetCore.Http;
using ScofPush.AspNetCore.Enrollment;
using ScofPush.Mastercard.Tests.Support;

namespace ScofPush.Mastercard.Tests.Attempts;

/// <summary>Answers of a web server.</summary>
internal static class AnswerRows
{
    private const string NoIssuer = "NO_RESPONSE_FROM_ISSUER";
    private const int Throttled = 429;

    private static readonly Func<HttpContext, Task> IssuerSilent = Answers.Of(503, Answers.Error("UNAVAILABLE", NoIssuer));

    private static Finding Enrolled => new(1, 1, EnrollmentOutcome.Enrolled, null, false);

    private static Finding Twice => Enrolled with { Attempts = 2, Arrived = 2 };

    private static Finding Busy => new(1, 1, EnrollmentOutcome.Failed, "SP2013", true);

    private static Finding BusyTwice => Busy with { Attempts = 2, Arrived = 2 };

    public static IEnumerable<AttemptRow> All => [.. Successes, .. Refusals, .. Throttling, .. Failures, .. Redirects];

    private static IEnumerable<AttemptRow> Successes =>
    [
        Row("200 with a card", Enrolled, Answers.Ok()),
        Row("200 with a card of which nothing is told but its id", Enrolled, Answers.Of(200, "{\"maskedCard\":{\"srcDigitalCardId\":\"" + Answers.CardId + "\"}}")),
        Row("200 with a card, called text/html", Enrolled, context => WriteAsync(context, "text/html", Answers.Enrolled())),
        Row("200 with a card without an id", Outcomes.Unknown, Answers.Of(200, """{"maskedCard":{"panLastFour":"1234"}}""")),
        Row("200 with an empty body", Outcomes.Unknown, Answers.Of(200)),
        Row("200 with a page of a proxy", Outcomes.Unknown, context => WriteAsync(context, "text/html", "<html>signed out</html>")),
        Row("200 with a body over 256 KB", Outcomes.Unknown, Answers.Of(200, Answers.Enrolled() + new string(' ', 300 * 1024))),
        Row("200 with a body without end", Outcomes.Unknown, EndlessAsync),
        Row("200 with a gzip bomb", Outcomes.Unknown, BombAsync),
        Row("204", Outcomes.Unknown, Answers.Of(204)),
    ];

    private static IEnumerable<AttemptRow> Refusals =>
    [
        Row("400 INVALID_ARGUMENT", Outcomes.Failed("SP2011"), Answers.Of(400, Answers.Error("INVALID_ARGUMENT"))),
        .. new[] { "ISSUER_DECLINED", "PAN_INELIGIBLE", "TOKENIZATION_INELIGIBLE", "INVALID_PAN", "SUSPENDED_CARD", "ACCOUNT_RANGE_NOT_FOUND" }.Select(reason =>
            Row($"400 INVALID_STATE, {reason}", new(1, 1, EnrollmentOutcome.Declined, "SP1501", false), Answers.Of(400, Answers.Error("INVALID_STATE", reason)))
        ),
        Row(
            "400 INVALID_STATE, EXPIRED, of the receipt",
            new(1, 1, EnrollmentOutcome.ReceiptExpired, "SP1506", false),
            Answers.Of(400, Answers.Error("INVALID_STATE", "EXPIRED", "enrolmentReferenceData.enrolmentReferenceId"))
        ),
        Row("400 with a page of a proxy", Outcomes.Failed("SP1503"), Answers.Of(400, "<html>")),
        Row("401 UNAUTHENTICATED", Outcomes.Failed("SP2010"), Answers.Of(401, Answers.Error("UNAUTHENTICATED"))),
        Row("403 PERMISSION_DENIED", Outcomes.Failed("SP2010"), Answers.Of(403, Answers.Error("PERMISSION_DENIED"))),
        Row("404 NOT_FOUND", Outcomes.Failed("SP1503"), Answers.Of(404, Answers.Error("NOT_FOUND"))),
        Row("409 ALREADY_EXISTS", Outcomes.Duplicate, Answers.Of(409, Answers.Error("ALREADY_EXISTS"))),
        Row("400 INVALID_STATE, ALREADY_EXISTS", Outcomes.Duplicate, Answers.Of(400, Answers.Error("INVALID_STATE", "ALREADY_EXISTS"))),
    ];

    private static IEnumerable<AttemptRow> Throttling =>
    [
        Row("429, twice", BusyTwice, Answers.Of(Throttled)),
        Row("429, then 200", Twice, Answers.Of(Throttled), Answers.Ok()),
        Row("429, Retry-After 7 seconds, then 200", Twice, Answers.RetryAfter("7"), Answers.Ok()) with { Meanwhile = (clock, _) => clock.PassAsync(TimeSpan.FromSeconds(7)) },
        Row("429, Retry-After a date in 9 seconds, then 200", Twice, Answers.RetryAfter(DateIn(9)), Answers.Ok()) with { Meanwhile = (clock, _) => clock.PassAsync(TimeSpan.FromSeconds(9)) },
        Row("429, Retry-After 0, then 200", Twice, Answers.RetryAfter("0"), Answers.Ok()),
        Row("429, Retry-After a date gone by, then 200", Twice, Answers.RetryAfter(DateIn(-60)), Answers.Ok()),
        Row("429, Retry-After negative, then 200", Twice, Answers.RetryAfter("-5"), Answers.Ok()),
        Row("429, Retry-After in words, then 200", Twice, Answers.RetryAfter("soon"), Answers.Ok()),
        Row("429, Retry-After longer than the receipt surely lives", Busy, Answers.RetryAfter("5")) with { ReceiptLife = TimeSpan.FromSeconds(5) },
        Row("429, Retry-After longer than the call may take", Busy, Answers.RetryAfter("15")),
        Row("429, Retry-After 99999999999999999999", Busy, Answers.RetryAfter("99999999999999999999")),
        Row("429, Retry-After the year 9999", Busy, Answers.RetryAfter("Fri, 31 Dec 9999 23:59:59 GMT")),
        Row("429, then 500", Outcomes.Unknown with { Attempts = 2, Arrived = 2 }, Answers.Of(Throttled), Answers.Of(500)),
    ];

    private static IEnumerable<AttemptRow> Failures =>
    [
        Row("500 INTERNAL", Outcomes.Unknown, Answers.Of(500, Answers.Error("INTERNAL"))),
        Row("502", Outcomes.Unknown, Answers.Of(502)),
        Row("503 UNAVAILABLE", Outcomes.Unknown, Answers.Of(503, Answers.Error("UNAVAILABLE")), Answers.Ok()),
        Row($"503 UNAVAILABLE, {NoIssuer}, twice", BusyTwice, IssuerSilent),
        Row($"503 UNAVAILABLE, {NoIssuer}, then 200", Twice, IssuerSilent, Answers.Ok()),
        Row($"503 UNAVAILABLE, {NoIssuer}, after the receipt's sure life", Busy, IssuerSilent) with { ReceiptLife = TimeSpan.Zero },
        Row("504", Outcomes.Unknown, Answers.Of(504)),
    ];

    private static IEnumerable<AttemptRow> Redirects =>
        new[] { 301, 302, 303, 307, 308 }.Select(status => new AttemptRow(
            $"{status} to another server, which gets nothing",
            async () =>
            {
                var other = await FakeNetwork.StartAsync();
                var stage = await Stage.WebAsync(context =>
                {
                    context.Response.Headers.Location = $"{other.Address}/cards";
                    return Answers.Json(context, status, "");
                });
                return stage with { Other = other, Elsewhere = () => other.Requests.Count };
            },
            Outcomes.Unknown
        ));

    private static AttemptRow Row(string name, Finding expected, params Func<HttpContext, Task>[] answers) => new(name, () => Stage.WebAsync(answers), expected);

    private static string DateIn(int seconds) => new TimerProbe().GetUtcNow().AddSeconds(seconds).ToString("R", CultureInfo.InvariantCulture);

    private static Task WriteAsync(HttpContext context, string contentType, string body)
    {
        context.Response.ContentType = contentType;
        return context.Response.WriteAsync(body);
    }

    private static async Task EndlessAsync(HttpContext context)
    {
        await context.Response.WriteAsync(Answers.Enrolled());
        while (!context.RequestAborted.IsCancellationRequested)
        {
            await context.Response.WriteAsync(new string(' ', 64 * 1024), context.RequestAborted);
        }
    }

    private static async Task BombAsync(HttpContext context)
    {
        context.Response.ContentType = "application/json";
        context.Response.Headers.ContentEncoding = "gzip";
        await using var gzip = new GZipStream(context.Response.Body, CompressionLevel.Fastest);
        await gzip.WriteAsync(System.Text.Encoding.UTF8.GetBytes(Answers.Enrolled()));
        await gzip.WriteAsync(new byte[32 * 1024 * 1024]);
    }
}

internal static class Outcomes
{
    public static Finding Unknown => new(1, 1, EnrollmentOutcome.Unknown, "SP2012", false);

    public static Finding Duplicate => new(1, 1, EnrollmentOutcome.Duplicate, "SP1502", false);

    public static Finding Unreached => new(2, 0, EnrollmentOutcome.Failed, "SP2013", true);

    public static Finding Failed(string code) => new(1, 1, EnrollmentOutcome.Failed, code, false);
}
