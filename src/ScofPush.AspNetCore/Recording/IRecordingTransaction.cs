using ScofPush.AspNetCore.Pending;

namespace ScofPush.AspNetCore.Recording;

/// <summary>
/// What a store may offer whose rows are in the host's own database: the recorder writes in the transaction that also carries the move to
/// <see cref="ReceiptState.Recorded"/> (R-65).
/// </summary>
internal interface IRecordingTransaction
{
    /// <summary>Calls the recorder in a scope of its own, saves what it left there, and replaces the push: all of it is kept, or nothing.</summary>
    /// <param name="card">What the recorder is called with.</param>
    /// <param name="recorded">The push as it is to be, with the version that was read.</param>
    /// <param name="cancellationToken">Ends the wait: then nothing is kept, also where the recorder comes back later.</param>
    /// <returns>
    /// What the recorder answered: <see cref="RecordingResult.Recorded"/> when all of it is kept, another answer when nothing is.
    /// <see langword="null"/> when another writer moved the push: nothing is kept.
    /// </returns>
    Task<RecordingResult?> RecordAsync(CardOnFile card, PushRecord recorded, CancellationToken cancellationToken);
}
