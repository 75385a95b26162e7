namespace ScofPush.AspNetCore.Recording;

/// <summary>
/// The shop's hook: keeps an enrolled card with the customer. Register one with <c>AddRecorder&lt;T&gt;()</c>; it is resolved from a
/// scope of its own for every card.
/// </summary>
public interface ICardOnFileRecorder
{
    /// <summary>
    /// Keeps the card. It is called at least once for each card and may be called again with the same
    /// <see cref="CardOnFile.Id"/>: then it answers <see cref="RecordingResult.Recorded"/> and changes nothing. If it throws,
    /// the card stays with ScofPush and recording is tried again in the background. Where the pushes are in the host's own database, the store
    /// can be told to call it in a transaction of its own, so that what it writes there is kept exactly once.
    /// </summary>
    /// <param name="card">The card and its customer.</param>
    /// <param name="cancellationToken">The host is stopping, or the call took longer than <see cref="RecordingOptions.Timeout"/>.</param>
    Task<RecordingResult> RecordAsync(CardOnFile card, CancellationToken cancellationToken);

    /// <summary>
    /// The network told of a change: suspended, active again, cancelled, another picture or expiry (protocol 5). It is called only where
    /// notifications are taken (<c>ScofPush:Notifications</c>), at least once for each change and perhaps again with the same card: keep what it
    /// says, under its <see cref="CardOnFile.Id"/>, and do nothing if the shop no longer has the card. If it throws, the network is asked to send
    /// the change again. The default does nothing.
    /// </summary>
    /// <param name="card">The card as it is now, all of it, with the same id and customer as when it was recorded.</param>
    /// <param name="cancellationToken">The host is stopping.</param>
    Task UpdateAsync(CardOnFile card, CancellationToken cancellationToken) => Task.CompletedTask;
}

/// <summary>The recorder's answer.</summary>
public enum RecordingResult
{
    /// <summary>The shop holds the card.</summary>
    Recorded,

    /// <summary>The shop does not want the card: it is deleted at the network and the bank is told that it failed.</summary>
    Refused,
}
