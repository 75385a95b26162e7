using System.Collections.Concurrent;
using ScofPush.AspNetCore.Enrollment;

namespace ScofPush.AspNetCore.Tests.Hosting;

/// <summary>Stands in for the card network where a test is about the flow and not about the wire.</summary>
internal sealed class FakeNetwork : ICardEnroller, ICardOnFileClient
{
    public string Programme => "SECURE_COF_TEST#SHOP#01";

    public ConcurrentQueue<EnrollmentRequest> Calls { get; } = new();

    public ConcurrentQueue<string> Deleted { get; } = new();

    /// <summary>What the network does with a receipt; approved unless a test says otherwise.</summary>
    public Func<EnrollmentRequest, CancellationToken, Task<EnrollmentResult>> Answer { get; set; } = (request, _) => Task.FromResult(Approve(request));

    /// <summary>What the network answers when it is asked for a card.</summary>
    public ConcurrentDictionary<string, CardOnFileResult> Cards { get; } = new();

    /// <summary>What becomes of a deletion.</summary>
    public Func<CardOnFileOutcome> Deletion { get; set; } = () => CardOnFileOutcome.Done;

    public static EnrollmentResult Approve(EnrollmentRequest request) => new()
    {
        Outcome = EnrollmentOutcome.Enrolled,
        Card = new EnrolledCard
        {
            CardId = $"card-{request.Receipt[^6..]}",
            Status = CardStatus.Active,
            LastFour = "4242",
            DescriptorName = "Nordlicht Gold",
            ArtUri = "https://assets.mastercard.com/art.png",
        },
        FlowId = "flow-1",
    };

    public Task<EnrollmentResult> EnrollAsync(EnrollmentRequest request, CancellationToken cancellationToken)
    {
        Calls.Enqueue(request);
        return Answer(request, cancellationToken);
    }

    public Task<CardOnFileResult> GetAsync(string cardId, CancellationToken cancellationToken) =>
        Task.FromResult(Cards.TryGetValue(cardId, out var card) ? card : new CardOnFileResult(CardOnFileOutcome.Gone));

    public Task<CardOnFileResult> DeleteAsync(string cardId, CancellationToken cancellationToken)
    {
        Deleted.Enqueue(cardId);
        return Task.FromResult(new CardOnFileResult(Deletion()));
    }
}
