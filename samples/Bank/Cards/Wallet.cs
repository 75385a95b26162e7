using Microsoft.Extensions.Options;

namespace Bank.Cards;

/// <summary>The cards of every customer: the demo gives all of them the same ones.</summary>
internal sealed class Wallet(IOptions<BankOptions> options)
{
    private static readonly BankCard[] BuiltIn =
    [
        new() { Id = "aurora", Product = "Aurora Gold", LastFour = "4417" },
        new() { Id = "fjord", Product = "Fjord Everyday", LastFour = "2086", Type = "DEBIT" },
        new() { Id = "polar", Product = "Polar World", LastFour = "9031", Fate = "APPROVED_PENDING_SCA" },
        new() { Id = "moss", Product = "Moss Student", LastFour = "6120", Type = "MAESTRO" },
        new() { Id = "lumi", Product = "Lumi Travel", LastFour = "3358", Fate = "SLOW" },
        new() { Id = "taiga", Product = "Taiga Classic", LastFour = "5097", Fate = "UNAVAILABLE_ONCE" },
        new() { Id = "tide", Product = "Tide Business", LastFour = "8842", Fate = "DROP_AFTER_ENROLL" },
        new() { Id = "skerry", Product = "Skerry Platinum", LastFour = "1975", Fate = "ALREADY_SAVED" },
        new() { Id = "drift", Product = "Drift Rewards", LastFour = "7750", Fate = "ISSUER_DECLINED" },
        new() { Id = "gale", Product = "Gale Prepaid", LastFour = "1204", Type = "PREPAID", Fate = "INELIGIBLE" },
        new() { Id = "ember", Product = "Ember Black", LastFour = "6613", Fate = "SUSPENDED_CARD" },
        new() { Id = "dusk", Product = "Dusk Silver", LastFour = "4409", Fate = "EXPIRED_RECEIPT" },
    ];

    public IReadOnlyList<BankCard> Cards => options.Value.Cards.Count > 0 ? options.Value.Cards : BuiltIn;
}
