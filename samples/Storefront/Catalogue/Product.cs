using System.Globalization;

namespace Storefront.Catalogue;

internal sealed record Product(
    string Slug,
    string Name,
    string Summary,
    string Description,
    decimal Price,
    string Size,
    string Clay,
    string Picture)
{
    public string Image => $"~/products/{Slug}.svg";

    public static string Money(decimal amount) => string.Create(CultureInfo.InvariantCulture, $"€{amount:0.00}");
}
