using ScofPush.AspNetCore.Recording;

namespace Explicit;

/// <summary>Writes the cards to a file that the test reads.</summary>
public sealed class FileRecorder(IConfiguration configuration) : ICardOnFileRecorder
{
    public async Task<RecordingResult> RecordAsync(CardOnFile card, CancellationToken cancellationToken)
    {
        await File.AppendAllLinesAsync(configuration["Shop:CardFile"]!, [$"{card.CustomerKey} {card.Card.LastFour}"], cancellationToken);
        return RecordingResult.Recorded;
    }
}
