using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace ScofPush.Samples.Tests;

/// <summary>A browser without a screen: keeps cookies, posts forms as they are on the page, follows no redirect by itself.</summary>
internal sealed class BankCustomer : IDisposable
{
    private readonly HttpClient _http;

    public BankCustomer(BankHost bank)
    {
        var handler = new HttpClientHandler { AllowAutoRedirect = false, UseCookies = true, CookieContainer = Cookies };
        _http = new HttpClient(handler, disposeHandler: true) { BaseAddress = bank.Address };
    }

    public CookieContainer Cookies { get; } = new();

    public Task<HttpResponseMessage> GetAsync(string address) => _http.GetAsync(address);

    public async Task<IHtmlDocument> PageAsync(string address, HttpStatusCode expected = HttpStatusCode.OK)
    {
        using var response = await _http.GetAsync(address);
        Assert.Equal(expected, response.StatusCode);
        return await ReadAsync(response);
    }

    public async Task SignInAsync(string name)
    {
        var page = await PageAsync("/sign-in");
        using var response = await SubmitAsync(page.QuerySelector("#sign-in")!.Closest("form")!, "/sign-in", ("Username", name));
        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
    }

    /// <summary>Ticks the cards, picks the shop and presses the button.</summary>
    public Task<HttpResponseMessage> PushAsync(TestShop shop, bool signed, params string[] cards) =>
        PushAsync(shop, signed, finishAtBank: false, cards);

    public async Task<HttpResponseMessage> PushAsync(TestShop shop, bool signed, bool finishAtBank, params string[] cards)
    {
        var page = await PageAsync("/");
        List<(string, string)> ticked = [.. cards.Select(card => ("Cards", card)), ("Merchant", shop.TokenRequestorId)];
        ticked.AddRange(signed ? [("Signed", "true")] : []);
        ticked.AddRange(finishAtBank ? [("FinishAtBank", "true")] : []);
        return await SubmitAsync(page.QuerySelector("form.push")!, "/", [.. ticked]);
    }

    public async Task<HttpResponseMessage> SubmitAsync(IElement form, string address, params (string Name, string Value)[] values)
    {
        var token = form.QuerySelector("input[name=__RequestVerificationToken]")?.GetAttribute("value");
        var pairs = values.Append(("__RequestVerificationToken", token ?? "")).Select(value => KeyValuePair.Create(value.Item1, value.Item2));
        using var content = new FormUrlEncodedContent(pairs);
        return await _http.PostAsync(address, content);
    }

    public static async Task<IHtmlDocument> ReadAsync(HttpResponseMessage response) =>
        new HtmlParser().ParseDocument(await response.Content.ReadAsStringAsync());

    public void Dispose() => _http.Dispose();
}
