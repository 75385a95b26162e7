using Bank.Cards;

namespace Bank.Pushes;

/// <summary>A push as the bank remembers it, to say on return which card a receipt stands for.</summary>
internal sealed record PushRecord(string Reference, string UserName, string ShopName, IReadOnlyList<PushedCard> Cards);

internal sealed record PushedCard(BankCard Card, string Receipt);
