using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Storefront.Data;

namespace Storefront.Pages.Account;

[Authorize]
internal sealed class IndexModel(ShopDb db, UserManager<IdentityUser> users) : PageModel
{
    public int Cards { get; private set; }

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        var userId = users.GetUserId(User);
        Cards = await db.PaymentMethods.CountAsync(method => method.UserId == userId, cancellationToken);
    }
}
