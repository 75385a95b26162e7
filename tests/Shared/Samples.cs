using System.Security.Cryptography;
using ScofPush.AspNetCore.Enrollment;
using ScofPush.AspNetCore.Pending;
using ScofPush.AspNetCore.Recording;

namespace ScofPush.Shared;

/// <summary>Records that no other test has: a store may be shared by all tests of a class.</summary>
internal static class Samples
{
    public static readonly DateTimeOffset Now = new(2026, 5, 4, 3, 2, 1, 987, TimeSpan.Zero);

    public static string Text(int length) => RandomNumberGenerator.GetString("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_", length);

    public static PushRecord Push(params string?[] claims) => new()
    {
        Id = Text(43),
        State = PushState.Parked,
        CreatedAt = Now,
        ExpiresAt = Now.AddMinutes(15),
        Sealed = "sealed",
        Receipts = [.. (claims is [] ? [null] : claims).Select(c => new ReceiptRecord { RecordId = Text(22), ClaimKey = c })],
    };

    public static PushRecord Claiming(this PushRecord push, params string?[] claims) =>
        push with { Receipts = [.. push.Receipts.Zip(claims, (receipt, claim) => receipt with { ClaimKey = claim })] };

    public static PushRecord FullPush() => new()
    {
        Id = Text(43),
        State = PushState.Confirmed,
        Version = 7,
        CreatedAt = Now,
        ExpiresAt = Now.AddMilliseconds(900_001),
        DueAt = Now.AddMilliseconds(30_003),
        Sealed = new string('s', 20_000),
        CustomerKey = "kunde|Ünï-çødé 顧客 🛒 'quote\" %_",
        ForgottenAt = Now.AddMilliseconds(60_007),
        Receipts =
        [
            new()
            {
                RecordId = Text(22),
                State = ReceiptState.Enrolled,
                ClaimKey = Text(43),
                Attempt = 3,
                LeaseUntil = Now.AddMilliseconds(55_555),
                Card = """{"name":"Κάρτα 💳"}""",
                Code = "SP1503",
                RecordingFailures = 4,
            },
            new() { RecordId = Text(22), State = ReceiptState.SavedUnread, ClaimKey = Text(43) },
            new() { RecordId = Text(22), State = ReceiptState.GivenUp },
            new() { RecordId = Text(22), State = ReceiptState.Unknown, LeaseUntil = Now },
            new() { RecordId = Text(22), State = ReceiptState.Waiting, Code = "SP1506" },
        ],
    };

    public static CardOnFile Card(string customerKey) => new()
    {
        Id = Text(22),
        CustomerKey = customerKey,
        Programme = "programme-1",
        Card = new EnrolledCard
        {
            CardId = Text(36),
            Status = CardStatus.Suspended,
            LastFour = "0042",
            ExpiryMonth = "09",
            ExpiryYear = "2031",
            TokenUniqueReference = "token-reference",
            TokenLastFour = "7",
            PaymentAccountReference = "par",
            DescriptorName = "Größe 金 💳 <b>",
            IssuerName = "Bank & Söhne",
            CoBrandedName = null,
            ArtUri = "https://assets.example/a.png?x=1&y=%41",
            ForegroundColor = "0f0f0f",
            CardType = "CREDIT",
            Descriptor = "mastercard",
            PendingEvents = ["PENDING_SCA", "PENDING_CONSENT"],
        },
    };
}
