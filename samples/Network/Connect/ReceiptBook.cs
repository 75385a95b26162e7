using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Security.Cryptography;

namespace Network.Connect;

/// <summary>Every receipt handed out since the start.</summary>
internal sealed class ReceiptBook(TimeProvider clock)
{
    private static readonly TimeSpan DefaultLife = TimeSpan.FromMinutes(15);

    private readonly ConcurrentDictionary<string, Receipt> _receipts = new(StringComparer.Ordinal);

    /// <summary>Receipt prefix by card type.</summary>
    public static FrozenDictionary<string, string> Prefixes { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["CREDIT"] = "MCC",
        ["PREPAID"] = "MCC",
        ["COMBO"] = "MCC",
        ["FLEX"] = "MCC",
        ["DEBIT"] = "DMC",
        ["MAESTRO"] = "MSI",
        ["PRIVATE_LABEL"] = "PVL",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public Receipt Issue(Merchant merchant, PushAccount account)
    {
        var life = account.ReceiptLifeSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : DefaultLife;
        var uuid = new Guid(RandomNumberGenerator.GetBytes(16)).ToString("D").ToUpperInvariant();
        var receipt = new Receipt($"{Prefixes[account.CardType!]}-STL-{uuid}", merchant.TokenRequestorId, account, clock.GetUtcNow() + life);
        _receipts[receipt.Value] = receipt;
        return receipt;
    }

    public Receipt? Find(string value) => _receipts.GetValueOrDefault(value);
}
