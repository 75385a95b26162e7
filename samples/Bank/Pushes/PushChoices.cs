namespace Bank.Pushes;

/// <summary>How the customer wants the cards to go.</summary>
/// <param name="Signed">In the token that the network has signed, not in the open.</param>
/// <param name="FinishAtBank">Where authentication is due, the shop leaves it to the bank.</param>
internal sealed record PushChoices(bool Signed, bool FinishAtBank);
