using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;

namespace Storefront.Pages.Account;

internal sealed class SignUpModel(UserManager<IdentityUser> users, SignInManager<IdentityUser> signIn) : ReturningPageModel
{
    [BindProperty]
    public Credentials Credentials { get; set; } = new();

    public IActionResult OnGet() => signIn.IsSignedIn(User) ? GoOn() : Page();

    public async Task<IActionResult> OnPostAsync()
    {
        if (!ModelState.IsValid)
        {
            return Page();
        }

        var user = new IdentityUser { UserName = Credentials.Email, Email = Credentials.Email };
        var result = await users.CreateAsync(user, Credentials.Password);
        if (result.Succeeded)
        {
            await signIn.SignInAsync(user, isPersistent: true);
            return GoOn();
        }

        foreach (var error in result.Errors)
        {
            if (error.Code.StartsWith("Password", StringComparison.Ordinal))
            {
                ModelState.AddModelError("Credentials.Password", error.Description);
            }
            else if (error.Code.StartsWith("Duplicate", StringComparison.Ordinal))
            {
                ModelState.AddModelError("Credentials.Email", "There is an account with this address already. Sign in instead.");
            }
            else
            {
                ModelState.AddModelError("Credentials.Email", error.Description);
            }
        }

        return Page();
    }
}
