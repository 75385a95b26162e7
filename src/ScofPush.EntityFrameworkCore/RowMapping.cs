using ScofPush.AspNetCore.Pending;

namespace ScofPush.EntityFrameworkCore;

/// <summary>Between the records of the port and the rows of the tables.</summary>
internal static class RowMapping
{
    public static PushRow ToRow(this PushRecord push) => new()
    {
        Id = push.Id,
        State = push.State,
        Version = push.Version,
        CreatedAt = push.CreatedAt.UtcTicks,
        ExpiresAt = push.ExpiresAt.UtcTicks,
        DueAt = push.DueAt?.UtcTicks,
        Sealed = push.Sealed,
        CustomerKey = push.CustomerKey,
        ForgottenAt = push.ForgottenAt?.UtcTicks,
        Receipts = push.ToReceiptRows(),
    };

    public static List<ReceiptRow> ToReceiptRows(this PushRecord push) =>
        [.. push.Receipts.Select((receipt, position) => new ReceiptRow
        {
            PushId = push.Id,
            Position = position,
            RecordId = receipt.RecordId,
            State = receipt.State,
            ClaimKey = receipt.ClaimKey,
            Attempt = receipt.Attempt,
            LeaseUntil = receipt.LeaseUntil?.UtcTicks,
            Card = receipt.Card,
            Code = receipt.Code,
            RecordingFailures = receipt.RecordingFailures,
        })];

    public static PushRecord ToRecord(this PushRow row) => new()
    {
        Id = row.Id,
        State = row.State,
        Version = row.Version,
        CreatedAt = Time(row.CreatedAt),
        ExpiresAt = Time(row.ExpiresAt),
        DueAt = Time(row.DueAt),
        Sealed = row.Sealed,
        CustomerKey = row.CustomerKey,
        ForgottenAt = Time(row.ForgottenAt),
        Receipts = [.. row.Receipts.OrderBy(r => r.Position).Select(r => new ReceiptRecord
        {
            RecordId = r.RecordId,
            State = r.State,
            ClaimKey = r.ClaimKey,
            Attempt = r.Attempt,
            LeaseUntil = Time(r.LeaseUntil),
            Card = r.Card,
            Code = r.Code,
            RecordingFailures = r.RecordingFailures,
        })],
    };

    private static DateTimeOffset Time(long ticks) => new(ticks, TimeSpan.Zero);

    private static DateTimeOffset? Time(long? ticks) => ticks is { } value ? Time(value) : null;
}
