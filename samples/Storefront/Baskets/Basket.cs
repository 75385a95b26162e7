using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Storefront.Catalogue;

namespace Storefront.Baskets;

/// <summary>What the visitor wants to buy. It lives in a sealed cookie, so it needs neither a session nor a sign-in.</summary>
internal sealed class Basket(IHttpContextAccessor accessor, IDataProtectionProvider protection)
{
    public const int MaxQuantity = 9;
    private const string CookieName = ".Shop.Basket";

    private readonly IDataProtector _protector = protection.CreateProtector("Storefront.Basket.v1");
    private List<BasketLine>? _lines;

    public IReadOnlyList<BasketLine> Lines => _lines ??= Read();

    public int Count => Lines.Sum(line => line.Quantity);

    public decimal Total => Lines.Sum(line => line.Total);

    public void Add(Product product, int quantity) =>
        Set(product, quantity + (Lines.FirstOrDefault(line => line.Product == product)?.Quantity ?? 0));

    /// <summary>Sets how many; none removes the line.</summary>
    public void Set(Product product, int quantity)
    {
        var lines = Lines.ToList();
        var line = new BasketLine(product, Math.Clamp(quantity, 0, MaxQuantity));
        var index = lines.FindIndex(existing => existing.Product == product);
        if (index < 0)
        {
            lines.Add(line);
        }
        else
        {
            lines[index] = line;
        }

        lines.RemoveAll(existing => existing.Quantity == 0);
        _lines = lines;
        Write(lines);
    }

    private List<BasketLine> Read()
    {
        if (accessor.HttpContext?.Request.Cookies[CookieName] is not { Length: > 0 } cookie)
        {
            return [];
        }

        try
        {
            return _protector.Unprotect(cookie).Split(',').Select(Parse).OfType<BasketLine>().ToList();
        }
        catch (CryptographicException)
        {
            return [];
        }
    }

    private static BasketLine? Parse(string entry) =>
        entry.Split(':') is [var slug, var count]
        && ProductCatalogue.Find(slug) is { } product
        && int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var quantity)
            ? new BasketLine(product, Math.Clamp(quantity, 1, MaxQuantity))
            : null;

    private void Write(List<BasketLine> lines)
    {
        var context = accessor.HttpContext ?? throw new InvalidOperationException("A basket belongs to a request.");
        var options = new CookieOptions
        {
            HttpOnly = true,
            IsEssential = true,
            MaxAge = TimeSpan.FromDays(30),
            SameSite = SameSiteMode.Lax,
            Secure = context.Request.IsHttps,
        };

        if (lines.Count == 0)
        {
            context.Response.Cookies.Delete(CookieName, options);
            return;
        }

        var entries = lines.Select(line => string.Create(CultureInfo.InvariantCulture, $"{line.Product.Slug}:{line.Quantity}"));
        context.Response.Cookies.Append(CookieName, _protector.Protect(string.Join(',', entries)), options);
    }
}
