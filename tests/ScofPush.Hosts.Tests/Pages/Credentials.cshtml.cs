using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using ScofPush.Hosts.Tests.Hosts;

namespace ScofPush.Hosts.Tests.Pages;

/// <summary>Sign-in and sign-up of the shop of Razor Pages.</summary>
public sealed class CredentialsModel : PageModel
{
    [BindProperty(SupportsGet = true)]
    public string? ReturnUrl { get; set; }

    public async Task<IActionResult> OnPostAsync(string user)
    {
        await ShopHtml.SignInAsync(HttpContext, user);
        return LocalRedirect(ReturnUrl ?? "/");
    }
}
