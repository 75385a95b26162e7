using Network.Connect;

namespace Network.Cards;

internal sealed record StoredCard(
    string CardId,
    Merchant Merchant,
    PushAccount Account,
    string ConsumerId,
    string SrcConsumerId,
    DateTimeOffset CreatedAt,
    string Status);
