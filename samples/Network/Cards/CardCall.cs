namespace Network.Cards;

/// <summary>A call that passed the gateway, and what is learnt about it on the way for the call log.</summary>
internal sealed class CardCall(IReadOnlyList<Merchant> merchants, string publicAddress)
{
    public string PublicAddress => publicAddress;

    public Merchant? Merchant { get; private set; } = merchants.Count == 1 ? merchants[0] : null;

    public string? Receipt { get; set; }

    public string? ConsumerId { get; set; }

    /// <summary>Finds the merchant that the ids name among those of the consumer key; otherwise says which id is wrong.</summary>
    public CardReply? Identify(string srcClientId, string serviceId, string? srcDpaId, string sourceType)
    {
        var candidates = merchants.Where(merchant => merchant.SrcClientId == srcClientId).ToList();
        if (candidates.Count == 0)
        {
            return CardErrors.UnknownClient("srcClientId", sourceType);
        }

        candidates = [.. candidates.Where(merchant => merchant.ServiceId == serviceId)];
        if (candidates.Count == 0)
        {
            return CardErrors.UnknownClient("serviceId", sourceType);
        }

        Merchant = candidates.Find(merchant => merchant.SrcDpaId == srcDpaId);
        return Merchant is null ? CardErrors.UnknownClient("srcDpaId", sourceType) : null;
    }
}
