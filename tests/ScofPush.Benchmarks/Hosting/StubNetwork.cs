using ScofPush.AspNetCore.Enrollment;
using ScofPush.AspNetCore.Recording;

namespace ScofPush.Benchmarks.Hosting;

/// <summary>A card network that approves at once.</summary>
internal sealed class StubNetwork : ICardEnroller, ICardOnFileClient
{
    private static readonly Task<EnrollmentResult> Approved = Task.FromResult(new EnrollmentResult
    {
        Outcome = EnrollmentOutcome.Enrolled,
        Card = new EnrolledCard { CardId = "card-1", Status = CardStatus.Active, LastFour = "4242", DescriptorName = "Nordlicht Gold" },
    });

    public string Programme => "SECURE_COF_BENCH#SHOP#01";

    public Task<EnrollmentResult> EnrollAsync(EnrollmentRequest request, CancellationToken cancellationToken) => Approved;

    public Task<CardOnFileResult> GetAsync(string cardId, CancellationToken cancellationToken) => Task.FromResult(new CardOnFileResult(CardOnFileOutcome.Gone));

    public Task<CardOnFileResult> DeleteAsync(string cardId, CancellationToken cancellationToken) => Task.FromResult(new CardOnFileResult(CardOnFileOutcome.Gone));
}

/// <summary>A shop's recorder that keeps nothing.</summary>
internal sealed class StubRecorder : ICardOnFileRecorder
{
    private static readonly Task<RecordingResult> Recorded = Task.FromResult(RecordingResult.Recorded);

    public Task<RecordingResult> RecordAsync(CardOnFile card, CancellationToken cancellationToken) => Recorded;
}
