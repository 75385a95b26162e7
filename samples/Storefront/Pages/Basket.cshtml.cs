using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Storefront.Baskets;
using Storefront.Catalogue;

namespace Storefront.Pages;

internal sealed class BasketModel(Basket basket) : PageModel
{
    public void OnGet()
    {
    }

    public IActionResult OnPost(string slug, int quantity) => Set(slug, quantity);

    public IActionResult OnPostRemove(string slug) => Set(slug, 0);

    private LocalRedirectResult Set(string slug, int quantity)
    {
        if (ProductCatalogue.Find(slug) is { } product)
        {
            basket.Set(product, quantity);
        }

        return LocalRedirect("~/basket");
    }
}
