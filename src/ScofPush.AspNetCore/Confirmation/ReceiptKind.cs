namespace ScofPush.AspNetCore.Confirmation;

/// <summary>What a receipt's prefix hints at: for display only, never relied on (protocol 3).</summary>
internal static class ReceiptKind
{
    public static string Describe(string receipt) => receipt switch
    {
        _ when Has(receipt, "MCC") => "Mastercard credit card",
        _ when Has(receipt, "DMC") => "Mastercard debit card",
        _ when Has(receipt, "MSI") => "Maestro card",
        _ when Has(receipt, "PVL") => "Store card",
        _ => "Card",
    };

    private static bool Has(string receipt, string prefix) => receipt.StartsWith(prefix + "-", StringComparison.OrdinalIgnoreCase);
}
