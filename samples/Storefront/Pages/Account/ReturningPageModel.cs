using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Storefront.Pages.Account;

/// <summary>
/// A page on the way to somewhere else. The way is kept through every link and every failed attempt: a customer whom the bank sent
/// may have to sign up first and must still arrive at the card.
/// </summary>
internal abstract class ReturningPageModel : PageModel
{
    [BindProperty(SupportsGet = true)]
    public string? ReturnUrl { get; set; }

    /// <summary>Where to go on to; never another site.</summary>
    public string? LocalReturnUrl => Url.IsLocalUrl(ReturnUrl) ? ReturnUrl : null;

    protected LocalRedirectResult GoOn() => LocalRedirect(LocalReturnUrl ?? "~/account");
}
