using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace ScofPush.Benchmarks.Starting;

/// <summary>The front page of the shop whose start is measured.</summary>
/// <param name="db">The shop's database.</param>
public sealed class HomeController(ShopDb db) : Controller
{
    /// <summary>Lists the products.</summary>
    public async Task<IActionResult> Index() => View(await db.Products.OrderBy(product => product.Name).ToListAsync(HttpContext.RequestAborted));
}
