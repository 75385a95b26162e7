using Storefront.Catalogue;

namespace Storefront.Baskets;

internal sealed record BasketLine(Product Product, int Quantity)
{
    public decimal Total => Product.Price * Quantity;
}
