using Bank.Cards;
using Bank.Pushes;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Options;

namespace Bank.Pages;

/// <summary>The customer's cards, and the form that sends them to a shop.</summary>
internal sealed class IndexModel(Wallet wallet, NetworkClient network, PushService pushes, IOptions<BankOptions> options) : PageModel
{
    private const int MaximumCards = 5;

    [BindProperty]
    public List<string> Cards { get; set; } = [];

    [BindProperty]
    public string? Merchant { get; set; }

    [BindProperty]
    public bool Signed { get; set; }

    [BindProperty]
    public bool FinishAtBank { get; set; }

    public IReadOnlyList<BankCard> Wallet => wallet.Cards;

    public IReadOnlyList<Shop> Shops { get; private set; } = [];

    public string? Error { get; private set; }

    public bool IsNetworkDown { get; private set; }

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        // Not in the form's own default: a box that is not ticked is not posted.
        Signed = options.Value.SignedByDefault;
        await LoadShopsAsync(cancellationToken);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        await LoadShopsAsync(cancellationToken);
        var chosen = wallet.Cards.Where(card => Cards.Contains(card.Id, StringComparer.Ordinal)).ToList();
        var shop = Shops.FirstOrDefault(candidate => candidate.TokenRequestorId == Merchant);
        Error = (chosen.Count, shop) switch
        {
            _ when IsNetworkDown => null,
            (0, _) => "Choose at least one card.",
            ( > MaximumCards, _) => "Choose at most five cards.",
            (_, null) => "Choose a shop.",
            _ => null,
        };
        if (Error is not null || IsNetworkDown)
        {
            return Page();
        }

        try
        {
            var target = await pushes.StartAsync(User.Identity!.Name!, shop!, chosen, new PushChoices(Signed, FinishAtBank), cancellationToken);
            Response.StatusCode = StatusCodes.Status303SeeOther;
            Response.Headers.Location = target;
            return new EmptyResult();
        }
        catch (Exception exception) when (IsNetworkFault(exception, cancellationToken))
        {
            Error = "The card network did not accept the cards. Nothing was sent; please try again.";
            return Page();
        }
    }

    private async Task LoadShopsAsync(CancellationToken cancellationToken)
    {
        try
        {
            Shops = await network.ShopsAsync(cancellationToken);
        }
        catch (Exception exception) when (IsNetworkFault(exception, cancellationToken))
        {
            IsNetworkDown = true;
        }

        Merchant ??= Shops.Count > 0 ? Shops[0].TokenRequestorId : null;
    }

    private static bool IsNetworkFault(Exception exception, CancellationToken cancellationToken) =>
        exception is HttpRequestException or System.Text.Json.JsonException
        || (exception is TaskCanceledException && !cancellationToken.IsCancellationRequested);
}
