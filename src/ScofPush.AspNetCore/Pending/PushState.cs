namespace ScofPush.AspNetCore.Pending;

/// <summary>How far a push has come (design 7). It only moves forward, but for a customer who says "not me" before deciding.</summary>
public enum PushState
{
    /// <summary>Landed and parked; nobody is bound to it.</summary>
    Parked,

    /// <summary>A signed-in customer has arrived at it.</summary>
    Bound,

    /// <summary>The customer accepted: its receipts are being enrolled.</summary>
    Confirmed,

    /// <summary>Every receipt has a result and the shopper was sent, or may go, back to the bank.</summary>
    Returned,

    /// <summary>Parked too long.</summary>
    Expired,
}
