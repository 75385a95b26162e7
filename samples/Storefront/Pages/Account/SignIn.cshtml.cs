using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;

namespace Storefront.Pages.Account;

internal sealed class SignInModel(SignInManager<IdentityUser> signIn) : ReturningPageModel
{
    [BindProperty]
    public Credentials Credentials { get; set; } = new();

    public string? Failure { get; private set; }

    public IActionResult OnGet() => signIn.IsSignedIn(User) ? GoOn() : Page();

    public async Task<IActionResult> OnPostAsync()
    {
        if (!ModelState.IsValid)
        {
            return Page();
        }

        var result = await signIn.PasswordSignInAsync(Credentials.Email, Credentials.Password, isPersistent: true, lockoutOnFailure: true);
        if (result.Succeeded)
        {
            return GoOn();
        }

        Failure = result.IsLockedOut
            ? "Too many attempts. Please wait five minutes and try again."
            : "That e-mail address and password do not match.";
        return Page();
    }
}
