using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Storefront.Baskets;
using Storefront.Catalogue;

namespace Storefront.Pages;

internal sealed class ProductModel(Basket basket) : PageModel
{
    public Product Item { get; private set; } = null!;

    public override void OnPageHandlerExecuting(PageHandlerExecutingContext context)
    {
        if (ProductCatalogue.Find(RouteData.Values["slug"] as string ?? "") is { } product)
        {
            Item = product;
        }
        else
        {
            context.Result = NotFound();
        }
    }

    public void OnGet()
    {
    }

    public IActionResult OnPost(int quantity)
    {
        basket.Add(Item, Math.Clamp(quantity, 1, Basket.MaxQuantity));
        return LocalRedirect("~/basket");
    }
}
