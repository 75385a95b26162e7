using System.Net;
using AngleSharp.Html.Dom;
using Microsoft.AspNetCore.WebUtilities;

namespace ScofPush.Samples.Tests.Issuer;

public sealed class ResultTests(BankHost bank) : IClassFixture<BankHost>
{
    [Theory]
    [InlineData("SUCCESS", "Saved at Kelp & Co")]
    [InlineData("DUPLICATE_REQUEST", "Already saved at Kelp & Co")]
    [InlineData("REQUIRE_ADDITIONAL_AUTHENTICATION", "One more step")]
    [InlineData("CANCELLED", "Not saved")]
    [InlineData("DECLINED", "Declined")]
    [InlineData("ERROR", "Something went wrong")]
    [InlineData("SOMETHING_NEW", "No answer")]
    public async Task Result_code_has_its_own_words(string code, string headline)
    {
        using var customer = new BankCustomer(bank);
        var (callback, receipts) = await PushAsync(customer, "aurora");
        var page = await customer.PageAsync($"{callback}&results%5B{receipts[0]}%5D={code}");

        var item = Assert.Single(page.QuerySelectorAll("[data-receipt]"));
        Assert.Equal(receipts[0], item.GetAttribute("data-receipt"));
        Assert.Equal(code, item.GetAttribute("data-code"));
        Assert.Equal(headline, item.QuerySelector("h2")!.TextContent);
        Assert.Equal("/", page.QuerySelector("#back")!.GetAttribute("href"));
    }

    [Fact]
    public async Task Result_several_cards_keep_their_own_codes()
    {
        using var customer = new BankCustomer(bank);
        var (callback, receipts) = await PushAsync(customer, "aurora", "drift", "fjord");
        var page = await customer.PageAsync($"{callback}&results%5B{receipts[0]}%5D=SUCCESS&results%5B{receipts[1]}%5D=DECLINED");

        var results = page.QuerySelectorAll("[data-receipt]").Select(item => (item.GetAttribute("data-receipt"), item.GetAttribute("data-code")));
        Assert.Equal([(receipts[0], "SUCCESS"), (receipts[1], "DECLINED"), (receipts[2], "")], results);
        Assert.Contains("1 of 3 cards saved", page.QuerySelector("h1")!.TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("SUCCESS", "Your cards are ready")]
    [InlineData("REQUIRE_ADDITIONAL_AUTHENTICATION", "Your cards are saved")]
    public async Task Result_all_saved_are_ready_unless_a_check_is_due(string code, string heading)
    {
        using var customer = new BankCustomer(bank);
        var (callback, receipts) = await PushAsync(customer, "aurora", "polar");
        var page = await customer.PageAsync($"{callback}&results%5B{receipts[0]}%5D=SUCCESS&results%5B{receipts[1]}%5D={code}");

        Assert.Equal(heading, page.QuerySelector("h1")!.TextContent.Trim());
    }

    [Theory]
    [InlineData("")]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("\" onmouseover=\"x")]
    public async Task Result_value_that_is_no_code_counts_as_no_answer(string value)
    {
        using var customer = new BankCustomer(bank);
        var (callback, receipts) = await PushAsync(customer, "aurora");
        var page = await customer.PageAsync($"{callback}&results%5B{receipts[0]}%5D={Uri.EscapeDataString(value)}");

        Assert.Equal("", CodeOf(page, "aurora"));
        Assert.Equal("No answer", page.QuerySelector("[data-receipt] h2")!.TextContent);
        Assert.Empty(page.QuerySelectorAll("script"));
    }

    [Fact]
    public async Task Result_receipt_of_no_push_is_not_shown()
    {
        using var customer = new BankCustomer(bank);
        var (callback, _) = await PushAsync(customer, "aurora");
        var page = await customer.PageAsync($"{callback}&results%5BMCC-STL-FOREIGN%5D=SUCCESS");

        Assert.DoesNotContain("FOREIGN", page.DocumentElement.OuterHtml, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Result_push_of_another_customer_is_not_shown()
    {
        using var mira = new BankCustomer(bank);
        var (callback, receipts) = await PushAsync(mira, "aurora");
        using var jonas = new BankCustomer(bank);
        await jonas.SignInAsync("Jonas Berg");
        var page = await jonas.PageAsync($"{callback}&results%5B{receipts[0]}%5D=SUCCESS", HttpStatusCode.NotFound);

        Assert.Empty(page.QuerySelectorAll("[data-receipt]"));
    }

    [Fact]
    public async Task Result_signed_out_customer_signs_in_and_comes_back()
    {
        using var customer = new BankCustomer(bank);
        var (callback, receipts) = await PushAsync(customer, "aurora");
        using var stranger = new BankCustomer(bank);
        using var challenge = await stranger.GetAsync($"{callback}&results%5B{receipts[0]}%5D=SUCCESS");
        Assert.Equal(HttpStatusCode.Redirect, challenge.StatusCode);

        var signIn = await stranger.PageAsync(challenge.Headers.Location!.PathAndQuery);
        var form = signIn.QuerySelector("#sign-in")!.Closest("form")!;
        var returnUrl = form.QuerySelector("input[name=ReturnUrl]")!.GetAttribute("value")!;
        using var signedIn = await stranger.SubmitAsync(form, "/sign-in", ("Username", "Mira Holm"), ("ReturnUrl", returnUrl));
        var page = await stranger.PageAsync(signedIn.Headers.Location!.OriginalString);

        Assert.Equal("SUCCESS", CodeOf(page, "aurora"));
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example/")]
    public async Task SignIn_return_url_of_another_site_is_ignored(string returnUrl)
    {
        using var customer = new BankCustomer(bank);
        var page = await customer.PageAsync("/sign-in");
        using var response = await customer.SubmitAsync(
            page.QuerySelector("#sign-in")!.Closest("form")!, "/sign-in", ("Username", "Mira Holm"), ("ReturnUrl", returnUrl));

        Assert.Equal("/", response.Headers.Location!.OriginalString);
    }

    [Fact]
    public async Task Every_page_has_the_banks_own_cookies_and_safe_headers()
    {
        using var customer = new BankCustomer(bank);
        await customer.SignInAsync("Mira Holm");
        using var response = await customer.GetAsync("/");

        Assert.Equal([".Bank.Antiforgery", ".Bank.Auth"], customer.Cookies.GetAllCookies().Select(cookie => cookie.Name).Order(StringComparer.Ordinal));
        var policy = Assert.Single(response.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("form-action", policy, StringComparison.Ordinal);
        Assert.Equal("no-referrer", Assert.Single(response.Headers.GetValues("Referrer-Policy")));
    }

    private static string? CodeOf(IHtmlDocument page, string card) => page.QuerySelector($"[data-card={card}]")!.GetAttribute("data-code");

    private async Task<(string Callback, string[] Receipts)> PushAsync(BankCustomer customer, params string[] cards)
    {
        await customer.SignInAsync("Mira Holm");
        using var response = await customer.PushAsync(TestShop.Main, signed: false, cards);
        var query = QueryHelpers.ParseQuery(response.Headers.Location!.Query);
        return (new Uri(query["callbackURL"].ToString()).PathAndQuery, query["pushAccountReceipts"].ToString().Split(','));
    }
}
