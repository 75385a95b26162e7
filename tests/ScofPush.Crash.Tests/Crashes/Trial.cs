namespace ScofPush.Crash.Tests.Crashes;

/// <summary>One receipt that was pushed to the shop, and what the kills did to it.</summary>
internal sealed record Trial(string Receipt, string Customer, string PushId, int Position)
{
    /// <summary>
    /// The claims, by their number, that a kill found without an answer in the database: only the network knows what became of them.
    /// </summary>
    public SortedSet<int> LostAttempts { get; } = [];

    public bool IsAnswerLost => LostAttempts.Count > 0;

    /// <summary>A kill found its card in the database.</summary>
    public bool IsAnswerStored { get; set; }
}

/// <summary>Where in the work on a receipt a kill may come.</summary>
internal enum Window
{
    /// <summary>Accepted; nothing was done yet.</summary>
    BeforeClaim,

    /// <summary>Claimed; no call has reached the network.</summary>
    BeforeCall,

    /// <summary>The network works on the call.</summary>
    Calling,

    /// <summary>The network has answered; the recorder has not been called.</summary>
    AfterAnswer,

    /// <summary>The answer is stored and the recorder has been called; it has not answered, or its answer is not stored.</summary>
    Recording,
}
