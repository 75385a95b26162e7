namespace Network.Cards;

/// <summary>The states of a card as the API spells them.</summary>
internal static class CardStates
{
    public const string Active = "ACTIVE";
    public const string Suspended = "SUSPENDED";
    public const string Cancelled = "CANCELLED";
}
