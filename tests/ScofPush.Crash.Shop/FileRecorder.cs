using ScofPush.AspNetCore.Recording;

namespace ScofPush.Crash.Shop;

/// <summary>
/// A recorder as a shop should write one: the id decides, so that a repeat changes nothing. A file for each call (<c>{id}.{guid}.entered</c>)
/// and one for each card (<c>{id}.card</c>: the customer, the card's id). Several processes may be at it.
/// </summary>
internal sealed class FileRecorder(CrashSettings settings) : ICardOnFileRecorder
{
    public async Task<RecordingResult> RecordAsync(CardOnFile card, CancellationToken cancellationToken)
    {
        var call = Path.Combine(settings.RecorderFolder, $"{card.Id}.{Guid.NewGuid():N}");
        await File.WriteAllTextAsync($"{call}.entered", "", cancellationToken);
        await Task.Delay(settings.Slowness, cancellationToken);

        var kept = Path.Combine(settings.RecorderFolder, $"{card.Id}.card");
        if (!File.Exists(kept))
        {
            await File.WriteAllLinesAsync($"{call}.new", [card.CustomerKey, card.Card.CardId], cancellationToken);
            File.Move($"{call}.new", kept, overwrite: true);
        }

        await Task.Delay(settings.Slowness, cancellationToken);
        return RecordingResult.Recorded;
    }
}
