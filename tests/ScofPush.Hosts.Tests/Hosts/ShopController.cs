using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace ScofPush.Hosts.Tests.Hosts;

/// <summary>The shop as an MVC controller.</summary>
public sealed class ShopController : Controller
{
    [HttpGet("/")]
    public IActionResult Index() => Content(ShopHtml.FrontPage, ShopHtml.Type);

    [Authorize]
    [HttpGet("/private")]
    [HttpGet("/private/{*rest}")]
    public string Private() => "private";

    [HttpGet("/api/items")]
    public IActionResult Items() => Json(new[] { 1, 2 });

    [HttpGet("/sign-in")]
    [HttpGet("/sign-up")]
    public IActionResult Credentials(string? returnUrl) => Content(ShopHtml.Credentials(Request, returnUrl), ShopHtml.Type);

    [HttpPost("/sign-in")]
    [HttpPost("/sign-up")]
    public async Task<IActionResult> SignIn([FromForm] string user, [FromForm] string? returnUrl)
    {
        await ShopHtml.SignInAsync(HttpContext, user);
        return LocalRedirect(returnUrl ?? "/");
    }
}
