using System.Text.RegularExpressions;
using Storefront.Data;

namespace Storefront.Cards;

/// <summary>How a saved card is drawn: with the issuer's art where the shop trusts its host, else with a plain face.</summary>
internal sealed partial record CardFace(string Name, string? Issuer, string LastFour, string? Expiry, string? Art, string TextColor)
{
    public static CardFace Of(PaymentMethod method, ShopOptions options)
    {
        var art = options.Trusts(method.ArtUri) ? method.ArtUri : null;
        var color = art is not null && method.ForegroundColor is { } hex && HexColor().IsMatch(hex) ? $"#{hex}" : "#ffffff";
        var expiry = method is { ExpiryMonth: { } month, ExpiryYear.Length: 4 } ? $"{month}/{method.ExpiryYear[2..]}" : null;
        return new CardFace(method.ProductName ?? method.IssuerName ?? "Bank card", method.IssuerName, method.LastFour ?? "••••", expiry, art, color);
    }

    [GeneratedRegex("^(?:[0-9a-fA-F]{3}){1,2}$", RegexOptions.ExplicitCapture, 100)]
    private static partial Regex HexColor();
}
