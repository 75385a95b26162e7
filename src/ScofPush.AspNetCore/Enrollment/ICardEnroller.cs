namespace ScofPush.AspNetCore.Enrollment;

/// <summary>
/// Enrolls one push account receipt at the card network (protocol 5). ScofPush.Mastercard implements it; a host may replace it,
/// by a singleton.
/// </summary>
public interface ICardEnroller
{
    /// <summary>
    /// The programme that cards are enrolled in (Mastercard's serviceId). A receipt is used once per programme, and a customer's
    /// consumer id is different in each.
    /// </summary>
    string Programme { get; }

    /// <summary>
    /// Enrolls the receipt. One attempt, and a second only where the answer proves that nothing was done. Every outcome,
    /// also a timeout or an unreadable answer, is a value; only the caller's own cancellation is thrown.
    /// </summary>
    /// <param name="request">What to enroll.</param>
    /// <param name="cancellationToken">The host's grace period, never the browser's request .</param>
    Task<EnrollmentResult> EnrollAsync(EnrollmentRequest request, CancellationToken cancellationToken);
}
