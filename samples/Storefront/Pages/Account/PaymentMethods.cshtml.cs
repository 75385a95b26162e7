using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using ScofPush.AspNetCore.Enrollment;
using ScofPush.AspNetCore.Recording;
using Storefront.Data;

namespace Storefront.Pages.Account;

[Authorize]
internal sealed class PaymentMethodsModel(ShopDb db, UserManager<IdentityUser> users) : PageModel
{
    public IReadOnlyList<PaymentMethod> Cards { get; private set; } = [];

    [TempData]
    public string? Message { get; set; }

    [TempData]
    public string? Failure { get; set; }

    public async Task OnGetAsync(CancellationToken cancellationToken) =>
        Cards = await Mine().AsNoTracking().OrderBy(method => method.AddedAt).ToListAsync(cancellationToken);

    public async Task<IActionResult> OnPostRemoveAsync(
        string id, [FromServices] ICardOnFileClient client, [FromServices] ICardOnFileStore cards, CancellationToken cancellationToken)
    {
        if (await Mine().SingleOrDefaultAsync(method => method.Id == id, cancellationToken) is { } card)
        {
            var result = await client.DeleteAsync(card.CardId, cancellationToken);
            if (result.Outcome is CardOnFileOutcome.Failed)
            {
                Failure = $"The card could not be removed just now and stays here. Please try again later. ({result.Code})";
            }
            else
            {
                // The network has forgotten the card: the shop does too, whether or not the customer is still waiting.
                db.PaymentMethods.Remove(card);
                await cards.RemoveAsync(card.Id, CancellationToken.None);
                await db.SaveChangesAsync(CancellationToken.None);
                Message = "The card was removed.";
            }
        }

        return LocalRedirect("~/account/payment-methods");
    }

    private IQueryable<PaymentMethod> Mine()
    {
        var userId = users.GetUserId(User);
        return db.PaymentMethods.Where(method => method.UserId == userId);
    }
}
