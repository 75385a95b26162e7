using System.Text.Json;
using ScofPush.Crash.Tests.Stage;

namespace ScofPush.Crash.Tests.Crashes;

/// <summary>What must be true when the last process has had its time, whatever the kills hit (design 7).</summary>
internal static class Invariants
{
    /// <summary>How a receipt may end whose answer was lost: as any other, or so that an operator sees it.</summary>
    private static readonly string[] LostEnds = ["Recorded", "SavedUnread", "GivenUp"];

    /// <summary>Not settled yet. Only the test may say whether that is the end.</summary>
    public const string Unsettled = "Unknown";

    /// <returns>Every violation, in words.</returns>
    public static IEnumerable<string> Violations(
        Trial trial, StoredReceipt stored, IReadOnlyList<EnrollCall> calls, IReadOnlyDictionary<string, (string Customer, string CardId)> cards)
    {
        var enrolled = calls.Where(call => call.Answer?.Enrolled == true).Select(call => call.Answer!.CardId).ToList();
        var isRecorded = cards.TryGetValue(stored.RecordId, out var card);

        if (stored.PushState != "Returned" || stored.State is "Waiting" or "Enrolling" or "Enrolled")
        {
            yield return "it never came to an end";
        }

        if (enrolled.Count > 1)
        {
            yield return "it was enrolled twice";
        }

        if (calls.Count > 1 + trial.LostAttempts.Count)
        {
            yield return "it was called more often than once, and once more after each lost answer";
        }

        if (!trial.IsAnswerLost && stored.State != "Recorded")
        {
            yield return "nothing was lost, and still the shop has no card";
        }

        if (trial.IsAnswerLost && stored.State is not Unsettled && !LostEnds.Contains(stored.State, StringComparer.Ordinal))
        {
            yield return "its answer was lost, and it ended in a way that says more than anybody knows";
        }

        if (trial.IsAnswerStored && stored.State != "Recorded")
        {
            yield return "its answer was stored and did not reach the recorder";
        }

        if (stored.State == "SavedUnread" && enrolled.Count == 0)
        {
            yield return "it counts as saved and is not";
        }

        if (isRecorded != (stored.State == "Recorded"))
        {
            yield return isRecorded ? "the recorder has a card and the store does not know" : "it counts as recorded and the recorder has nothing";
        }

        if (isRecorded && (enrolled.Count != 1 || card != (trial.Customer, enrolled[0]!) || CardIdOf(stored) != enrolled[0]))
        {
            yield return "the recorder has another card, or another customer";
        }
    }

    private static string? CardIdOf(StoredReceipt stored) =>
        stored.Card is null ? null : JsonDocument.Parse(stored.Card).RootElement.GetProperty("CardId").GetString();
}
