using ScofPush.AspNetCore.Diagnostics;
using ScofPush.AspNetCore.Enrollment;

namespace ScofPush.Mastercard.Cards;

/// <summary>What an answer other than a success means (the table of protocol 5).</summary>
/// <param name="Outcome">The outcome of an enrollment.</param>
/// <param name="Code">The SP code.</param>
/// <param name="Reason">The network's reason, of known names only.</param>
/// <param name="NothingDone">The answer proves that nothing was done.</param>
internal sealed record Verdict(EnrollmentOutcome Outcome, string Code, string? Reason, bool NothingDone = false)
{
    /// <summary>The verdict on an HTTP answer that is no success.</summary>
    /// <param name="status">The HTTP status.</param>
    /// <param name="error">Its body, as far as it could be read.</param>
    public static Verdict On(int status, ErrorResponse? error)
    {
        var reason = error?.Reason ?? (error?.Errors?.Error is [{ } gateway, ..] ? gateway.ReasonCode : null);
        ErrorDetail[] details = [.. error?.Errordetail ?? [], .. error?.Details ?? []];
        return (details.Length == 0 ? [new ErrorDetail()] : details)
            .Select(detail => On(status, reason, detail.Reason, detail.Source) with { Reason = Reasons.Join(reason, detail.Reason) })
            .MinBy(verdict => Rank(verdict.Outcome))!;
    }

    private static Verdict On(int status, string? reason, string? detail, string? source) =>
        (status, reason, detail) switch
        {
            (_, "ALREADY_EXISTS", _) or (_, _, "ALREADY_EXISTS") => Duplicate,

            (401 or 403, _, _) => Refused,
            (429, _, _) => Busy,
            (503, _, "NO_RESPONSE_FROM_ISSUER") => Busy,

            // 500, 502, 503 without that detail, 504, a redirect, a timeout of the gateway: it may have happened.
            ( < 400 or 408 or >= 500, _, _) => Open,
            (_, "INTERNAL" or "UNAVAILABLE" or "DEADLINE_EXCEEDED" or "DATA_LOSS" or "ABORTED" or "UNEXPECTED_ERROR", _) => Open,

            (
                _,
                _,
                "ISSUER_DECLINED"
                    or "PAN_INELIGIBLE"
                    or "TOKENIZATION_INELIGIBLE"
                    or "INVALID_PAN"
                    or "SUSPENDED_CARD"
                    or "ACCOUNT_RANGE_NOT_FOUND"
            ) => Declined,
            (_, "INVALID_STATE", "EXPIRED" or "NOT_FOUND" or "INVALID_VALUE") when NamesReceipt(source) => Expired,
            (_, "INVALID_STATE", "INVALID_VALUE") or (_, "INVALID_ARGUMENT", _) => Malformed,

            _ => Failed,
        };

    private static Verdict Duplicate => new(EnrollmentOutcome.Duplicate, ScofPushCodes.CardAlreadyOnFile, null);

    private static Verdict Declined => new(EnrollmentOutcome.Declined, ScofPushCodes.CardDeclined, null);

    private static Verdict Expired => new(EnrollmentOutcome.ReceiptExpired, ScofPushCodes.ReceiptExpired, null);

    private static Verdict Refused => new(EnrollmentOutcome.Failed, ScofPushCodes.NetworkRefusedUs, null);

    private static Verdict Malformed => new(EnrollmentOutcome.Failed, ScofPushCodes.NetworkInvalidArgument, null);

    private static Verdict Failed => new(EnrollmentOutcome.Failed, ScofPushCodes.EnrollmentFailed, null);

    /// <summary>Busy or out of reach, and nothing was done.</summary>
    public static Verdict Busy => new(EnrollmentOutcome.Failed, ScofPushCodes.NetworkUnavailable, null, NothingDone: true);

    /// <summary>So many calls have failed that none is made for a while.</summary>
    public static Verdict Paused => new(EnrollmentOutcome.Failed, ScofPushCodes.NetworkPaused, null, NothingDone: true);

    /// <summary>It cannot be told what was done.</summary>
    public static Verdict Open => new(EnrollmentOutcome.Unknown, ScofPushCodes.NetworkOutcomeUnknown, null);

    /// <summary>Our own side is not ready: nothing was sent.</summary>
    public static Verdict NotReady(string code) => new(EnrollmentOutcome.Failed, code, null, NothingDone: true);

    /// <summary>Of several details the one that says most about the card counts.</summary>
    private static int Rank(EnrollmentOutcome outcome) =>
        outcome switch
        {
            EnrollmentOutcome.Duplicate => 0,
            EnrollmentOutcome.Declined => 1,
            EnrollmentOutcome.ReceiptExpired => 2,
            _ => 3,
        };

    // The exact source is not published; enrolmentReferenceType is our own constant and never the receipt's fault.
    private static bool NamesReceipt(string? source) =>
        source is not null
        && !source.EndsWith("Type", StringComparison.OrdinalIgnoreCase)
        && (
            source.Contains("enrolmentReference", StringComparison.OrdinalIgnoreCase)
            || source.Contains("enrollmentReference", StringComparison.OrdinalIgnoreCase)
            || source.Contains("pushAccountReceipt", StringComparison.OrdinalIgnoreCase)
        );
}
