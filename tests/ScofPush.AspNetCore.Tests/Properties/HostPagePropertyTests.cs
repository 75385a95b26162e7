using AngleSharp.Dom;
using CsCheck;
using Microsoft.AspNetCore.Http;
using ScofPush.AspNetCore.Detection;
using ScofPush.AspNetCore.Tests.Properties.Generators;
using Xunit;

namespace ScofPush.AspNetCore.Tests.Properties;

/// <summary>The page that a shopper goes on with is one of the shop, and says nothing of the push .</summary>
public sealed class HostPagePropertyTests(ITestOutputHelper output)
{
    private const int Cases = 25_000;

    private static readonly Url Shop = new("https://shop.example/");

    [Fact]
    public void Of_anyAddress_isOfTheShopAndWithoutReceipts()
    {
        var tally = new Tally("Pages to go on with");
        HostPages.Any.Sample(page => Check(page, tally), iter: Cases);
        tally.Close(
            output,
            Cases,
            ("usual page: kept", 4000),
            ("hostile path: kept", 1500),
            ("hostile path: dropped", 1500),
            ("path tells a receipt: dropped", 2000),
            ("query tells a receipt: kept without it", 3000));
    }

    /// <summary>What the middleware shows as a link is checked so too.</summary>
    internal static void AssertOfTheShop(string page)
    {
        var url = new Url(Shop, page);
        Assert.False(url.IsInvalid);
        Assert.Equal(("https", "shop.example", ""), (url.Scheme, url.HostName, url.Port));

        foreach (var reading in Texts.Readings(page))
        {
            var plain = string.Concat(reading.Trim().Where(letter => !char.IsControl(letter)));
            Assert.StartsWith("/", plain, StringComparison.Ordinal);
            Assert.False(plain is ['/', '/' or '\\', ..]);
        }
    }

    internal static void AssertTellsNothing(string text, IReadOnlyList<string> secrets)
    {
        foreach (var reading in Texts.Readings(text))
        {
            foreach (var secret in secrets)
            {
                Assert.DoesNotContain(secret, reading, StringComparison.OrdinalIgnoreCase);
            }
        }
    }

    private static void Check(HostPageCase page, Tally tally)
    {
        tally.Case();
        var request = new DefaultHttpContext().Request;
        request.Method = HttpMethods.Get;
        request.PathBase = page.PathBase;
        request.Path = PathString.FromUriComponent(page.Path);
        request.QueryString = new QueryString(page.Query);

        var result = HostPage.Of(request, page.Receipts, token: null);

        if (page.Class == HostPageCase.Usual)
        {
            Assert.Equal(page.Expected, result);
        }

        tally.Add(page.Class + (result is null ? ": dropped" : page.Class == HostPageCase.QueryTells ? ": kept without it" : ": kept"));
        if (result is not null)
        {
            Assert.InRange(result.Length, 1, 2048);
            Assert.DoesNotContain(result, char.IsControl);
            Assert.StartsWith(page.PathBase + "/", result, StringComparison.Ordinal);
            AssertOfTheShop(result);
            AssertTellsNothing(result, [.. page.Receipts, "pushAccount"]);
        }
    }
}
