using Microsoft.Extensions.DependencyInjection;
using ScofPush.AspNetCore.Recording;

namespace ScofPush.AspNetCore.Notifications;

/// <summary>
/// Keeps each card that the host's recorder took in ScofPush's own table too, where notifications are taken: they name a card by the
/// network's id, and only the host's recorder would know whose it is.
/// </summary>
internal sealed class NotifiedRecorder(ICardOnFileRecorder recorder, ICardOnFileStore store) : ICardOnFileRecorder
{
    /// <summary>The key of the host's recorder among the services.</summary>
    public const string HostKey = "ScofPush.Recorder";

    public static ServiceDescriptor Registration { get; } = ServiceDescriptor.Scoped(Create);

    public async Task<RecordingResult> RecordAsync(CardOnFile card, CancellationToken cancellationToken)
    {
        var result = await recorder.RecordAsync(card, cancellationToken);
        if (result == RecordingResult.Recorded)
        {
            // If it fails, the recorder is called again, with the same id, and then this.
            await store.SaveAsync(card, cancellationToken);
        }

        return result;
    }

    public Task UpdateAsync(CardOnFile card, CancellationToken cancellationToken) => recorder.UpdateAsync(card, cancellationToken);

    private static ICardOnFileRecorder Create(IServiceProvider provider)
    {
        var recorder = provider.GetRequiredKeyedService<ICardOnFileRecorder>(HostKey);
        return provider.GetRequiredService<NotificationOptions>().Enabled
            ? new NotifiedRecorder(recorder, provider.GetRequiredService<ICardOnFileStore>())
            : recorder;
    }
}
