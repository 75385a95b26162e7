using Microsoft.Extensions.DependencyInjection;

namespace ScofPush.AspNetCore.Recording;

/// <summary>Stands in where the host has no recorder: the cards stay with ScofPush (design 7).</summary>
internal sealed class StoreRecorder(ICardOnFileStore store) : ICardOnFileRecorder
{
    public static ServiceDescriptor Registration { get; } =
        ServiceDescriptor.Scoped<ICardOnFileRecorder>(provider => new StoreRecorder(provider.GetRequiredService<ICardOnFileStore>()));

    public async Task<RecordingResult> RecordAsync(CardOnFile card, CancellationToken cancellationToken)
    {
        await store.SaveAsync(card, cancellationToken);
        return RecordingResult.Recorded;
    }
}
