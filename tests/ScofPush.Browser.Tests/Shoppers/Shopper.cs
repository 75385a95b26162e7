using System.Text.RegularExpressions;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using ScofPush.Browser.Tests.Stage;

namespace ScofPush.Browser.Tests.Shoppers;

/// <summary>Somebody with a browser, at the bank and at the shop. Looks at every page on the way: none may be wider than the window.</summary>
internal sealed class Shopper : IAsyncDisposable
{
    public const int NarrowWidth = 320;
    public const float PatienceMilliseconds = 30_000;
    private const string Password = "a long password";

    private readonly IBrowserContext _context;
    private readonly DemoProcess _demo;

    private Shopper(IBrowserContext context, IPage page, DemoProcess demo)
    {
        _context = context;
        _demo = demo;
        Page = page;
        Seen = new Observer(context, demo.Shop);
    }

    public IPage Page { get; private set; }

    public Observer Seen { get; }

    public string Email { get; } = $"ida-{Guid.NewGuid():N}"[..12] + "@example.com";

    public ILocator Heading => Page.Locator("h1");

    public static async Task<Shopper> StartAsync(IBrowserContext context, DemoProcess demo) => new(context, await context.NewPageAsync(), demo);

    public async ValueTask DisposeAsync() => await _context.DisposeAsync();

    /// <summary>Signs in at the bank, picks cards by their ids, and goes to the shop.</summary>
    public async Task SendFromBankAsync(params string[] cards)
    {
        await PickAtBankAsync(cards);
        await PressAsync("Continue to the shop");
    }

    /// <summary>Signs in at the bank and picks cards by their ids; the button that sends them is not pressed yet.</summary>
    public async Task PickAtBankAsync(params string[] cards)
    {
        await Page.GotoAsync(_demo.Bank);
        await SeesAsync("Your cards, wherever you shop.");
        await Page.GetByLabel("Name").FillAsync("Mira Holm");
        await Page.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();
        await PickAsync(cards);
    }

    /// <summary>Sends more cards, from another tab of the browser that is signed in at the bank.</summary>
    public async Task SendFromAnotherTabAsync(params string[] cards)
    {
        await OpenTabAsync(_demo.Bank);
        await PickAsync(cards);
        await PressAsync("Continue to the shop");
    }

    /// <summary>From the shop's sign-in page, on which a push of somebody unknown ends, to the confirm page.</summary>
    public async Task SignUpOnTheWayAsync()
    {
        await SeesAsync("Sign in");
        await Page.GetByRole(AriaRole.Link, new() { Name = "Create an account" }).ClickAsync();
        await SignUpAsync();
    }

    public async Task SignInOnTheWayAsync()
    {
        await SeesAsync("Sign in");
        await FillInAsync("Sign in");
    }

    /// <summary>Makes the account in advance and signs out again.</summary>
    public async Task BeCustomerAsync()
    {
        await Page.GotoAsync(_demo.Shop + "/account/sign-up");
        await SignUpAsync();
        await SeesAsync("Account");
        await SignOutAsync();
    }

    public async Task SignOutAsync()
    {
        await Page.GotoAsync(_demo.Shop + "/account");
        await SeesAsync("Account");
        await PressAsync("Sign out");
        await Assertions.Expect(Page.GetByRole(AriaRole.Link, new() { Name = "Sign in" })).ToBeVisibleAsync();
    }

    /// <summary>Opens a push as a bank would, at the shop.</summary>
    public Task LandAsync(IReadOnlyList<string> receipts, string? callback = null) => Page.GotoAsync(
        $"{_demo.Shop}/?pushAccountReceipts={string.Join(',', receipts)}" + (callback is null ? "" : $"&callbackURL={Uri.EscapeDataString(callback)}"));

    public async Task GoToPaymentMethodsAsync()
    {
        await Page.GotoAsync(_demo.Shop + "/account/payment-methods");
        await SeesAsync("Payment methods");
    }

    /// <summary>The last digits of the cards that the shop has on file.</summary>
    public async Task<IReadOnlyList<string>> LastFoursAtShopAsync()
    {
        await GoToPaymentMethodsAsync();
        var lines = await Page.Locator(".cards .card-line").AllInnerTextsAsync();
        return [.. lines.Select(line => new string([.. line.Where(char.IsAsciiDigit).Take(4)]))];
    }

    public async Task PressAsync(string button) => await Page.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();

    /// <summary>A second tab of the same browser; the shopper looks at it from now on.</summary>
    public async Task OpenTabAsync(string url)
    {
        Page = await _context.NewPageAsync();
        await Page.GotoAsync(url);
    }

    /// <summary>Is at a page with this heading, which fits the window.</summary>
    public async Task SeesAsync(string heading)
    {
        await Assertions.Expect(Heading).ToHaveTextAsync(heading);
        await AssertFitsAsync();
    }

    public async Task AssertFitsAsync()
    {
        var width = await Page.EvaluateAsync<int>("document.documentElement.scrollWidth");
        Assert.True(width <= Page.ViewportSize!.Width, $"{Page.Url} is {width} px wide in a window of {Page.ViewportSize.Width} px.");
    }

    /// <summary>Nothing on the page is against WCAG 2.2 A or AA, as far as a program can see; that includes contrast.</summary>
    public async Task AssertAccessibleAsync()
    {
        var result = await Page.RunAxe(new AxeRunOptions { RunOnly = RunOnlyOptions.Tags("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa") });
        var found = result.Violations.SelectMany(violation => violation.Nodes.Select(node => $"{violation.Id}: {violation.Help}: {node.Html}"));
        Assert.True(result.Violations.Length == 0, $"{Page.Url}{Environment.NewLine}{string.Join(Environment.NewLine, found)}");
        Assert.Contains(result.Passes, pass => pass.Id == "color-contrast");
    }

    /// <summary>What the bank's result page says of each card: its receipt and the code that came back.</summary>
    public async Task<IReadOnlyList<(string Card, string Receipt, string Code)>> ResultsAtBankAsync()
    {
        var address = new Regex("^" + Regex.Escape(_demo.Bank) + "/push/result", RegexOptions.None, TimeSpan.FromSeconds(1));
        await Assertions.Expect(Page).ToHaveURLAsync(address);
        await Assertions.Expect(Page.Locator("#back")).ToBeVisibleAsync();
        await AssertFitsAsync();
        var results = new List<(string, string, string)>();
        foreach (var item in await Page.Locator(".results li").AllAsync())
        {
            results.Add((await Of(item, "data-card"), await Of(item, "data-receipt"), await Of(item, "data-code")));
        }

        return results;

        static async Task<string> Of(ILocator item, string name) => await item.GetAttributeAsync(name) ?? "";
    }

    private async Task PickAsync(string[] cards)
    {
        await SeesAsync("Send your cards to a shop");
        foreach (var card in cards)
        {
            await Page.Locator($"input[value={card}]").CheckAsync();
        }
    }

    private async Task SignUpAsync()
    {
        await SeesAsync("Create an account");
        await FillInAsync("Create account");
    }

    private async Task FillInAsync(string button)
    {
        await Page.GetByLabel("E-mail address").FillAsync(Email);
        await Page.GetByLabel("Password").FillAsync(Password);
        await PressAsync(button);
    }
}
