using Microsoft.AspNetCore.Mvc.RazorPages;
using Network.Cards;
using Network.Notifications;

namespace Network.Pages;

/// <summary>The cards on file, with what an issuer may do to them.</summary>
internal sealed class CardsModel(CardVault vault, CardNotifier notifier) : PageModel
{
    public IReadOnlyList<StoredCard> Cards => vault.All;

    public string? Message { get; private set; }

    public void OnGet() => SetHeaders();

    public Task OnPostSuspendAsync(string id) => ChangeAsync(id, CardStates.Suspended);

    public Task OnPostResumeAsync(string id) => ChangeAsync(id, CardStates.Active);

    public Task OnPostDeleteAsync(string id) => ChangeAsync(id, CardStates.Cancelled);

    private async Task ChangeAsync(string id, string status)
    {
        SetHeaders();
        Message = await notifier.ChangeAsync(HttpContext, id, status) ?? "There is no such card any more.";
    }

    private void SetHeaders()
    {
        Response.Headers.CacheControl = "no-cache, no-store";
        Response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'self'; img-src data:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
        Response.Headers["Referrer-Policy"] = "no-referrer";
    }
}
