using System.ComponentModel.DataAnnotations;
using Bank.Cards;

namespace Bank;

/// <summary>Configuration section <c>Bank</c>.</summary>
internal sealed class BankOptions
{
    public const string Section = "Bank";

    /// <summary>The network, from server to server.</summary>
    [Required]
    public Uri? NetworkAddress { get; set; }

    /// <summary>Where browsers reach the bank: the callback starts with it.</summary>
    [Required]
    public Uri? PublicAddress { get; set; }

    /// <summary>Whether the signed form of a push is ticked when the page opens.</summary>
    public bool SignedByDefault { get; set; } = true;

    /// <summary>Holds the keys of the sign-in cookie; relative to the content root.</summary>
    [Required]
    public string DataFolder { get; set; } = "App_Data";

    /// <summary>Replaces the built-in cards when it is not empty.</summary>
    public List<BankCard> Cards { get; set; } = [];
}
