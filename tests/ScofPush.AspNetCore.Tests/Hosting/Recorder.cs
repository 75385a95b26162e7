using System.Collections.Concurrent;
using ScofPush.AspNetCore.Recording;

namespace ScofPush.AspNetCore.Tests.Hosting;

/// <summary>The shop's recorder, and what it was given.</summary>
internal sealed class Recorder(RecorderLog log) : ICardOnFileRecorder
{
    public Task<RecordingResult> RecordAsync(CardOnFile card, CancellationToken cancellationToken)
    {
        log.Calls.Enqueue(card);
        return log.Answer(card);
    }

    public Task UpdateAsync(CardOnFile card, CancellationToken cancellationToken)
    {
        log.Updates.Enqueue(card);
        return log.Update(card);
    }
}

internal sealed class RecorderLog
{
    public ConcurrentQueue<CardOnFile> Calls { get; } = new();

    public ConcurrentQueue<CardOnFile> Updates { get; } = new();

    public Func<CardOnFile, Task> Update { get; set; } = _ => Task.CompletedTask;

    public Func<CardOnFile, Task<RecordingResult>> Answer { get; set; } = _ => Task.FromResult(RecordingResult.Recorded);
}
