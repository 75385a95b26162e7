namespace Bank.Cards;

/// <summary>A card of the bank. It has no number: the demo needs none.</summary>
internal sealed record BankCard
{
    public string Id { get; set; } = "";

    public string Product { get; set; } = "";

    public string LastFour { get; set; } = "";

    /// <summary>CREDIT, DEBIT, PREPAID or MAESTRO, as the network names them.</summary>
    public string Type { get; set; } = "CREDIT";

    /// <summary>What the network simulator will do with the card.</summary>
    public string Fate { get; set; } = "APPROVED";

    /// <summary>Lifetime of its receipts, where it should differ from the network's fifteen minutes.</summary>
    public int? ReceiptLifeSeconds { get; set; }

    /// <summary>The look: the first word of the product names a colour scheme of the style sheet.</summary>
    public string Tone => Product.Split(' ')[0].ToLowerInvariant();

    public string TypeName => Type switch
    {
        "DEBIT" => "Debit",
        "PREPAID" => "Prepaid",
        "MAESTRO" => "Maestro",
        _ => "Credit",
    };
}
