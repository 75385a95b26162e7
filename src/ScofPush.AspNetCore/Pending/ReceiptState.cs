namespace ScofPush.AspNetCore.Pending;

/// <summary>How far one receipt has come (design 7).</summary>
public enum ReceiptState
{
    /// <summary>Nothing was done with it.</summary>
    Waiting,

    /// <summary>Claimed; the call to the network is being made.</summary>
    Enrolling,

    /// <summary>The network enrolled the card; the host's recorder has not yet confirmed it.</summary>
    Enrolled,

    /// <summary>The host's recorder holds the card.</summary>
    Recorded,

    /// <summary>
    /// The network enrolled the card, and the host's recorder failed too often: the card is kept here until an operator looks after it.
    /// </summary>
    Undelivered,

    /// <summary>The customer declined.</summary>
    Cancelled,

    /// <summary>The issuer or the network refused the card.</summary>
    Declined,

    /// <summary>The card is already on file here.</summary>
    Duplicate,

    /// <summary>Not enrolled, and known to be not enrolled.</summary>
    Failed,

    /// <summary>Whether it was enrolled is not known .</summary>
    Unknown,

    /// <summary>The network says that it is saved, but its answer with the card never reached us.</summary>
    SavedUnread,

    /// <summary>Unknown, and no means of finding out is left; visible to operators.</summary>
    GivenUp,

    /// <summary>The receipt expired or is not known to the network.</summary>
    Expired,
}
