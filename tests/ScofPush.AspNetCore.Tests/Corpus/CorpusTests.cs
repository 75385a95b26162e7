using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using ScofPush.AspNetCore.Pending;
using ScofPush.Tests;
using Xunit;

namespace ScofPush.AspNetCore.Tests.Corpus;

/// <summary>Every push URI of the corpus ends as it says, through the whole middleware.</summary>
public sealed class CorpusTests(CorpusShops shops) : IClassFixture<CorpusShops>
{
    public static IEnumerable<TheoryDataRow<string>> Names { get; } =
        [.. CorpusEntry.All.Select(entry => new TheoryDataRow<string>(entry.Name) { TestDisplayName = "Push URI: " + entry.Name })];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Get_entry_endsAsItSays(string name)
    {
        var entry = CorpusEntry.All.Single(one => one.Name == name);
        var shop = shops[entry.Shop];
        shop.Detections.Clear();

        var page = await shop.GetAsync(entry.Target);

        var counted = shop.Detections.GetMeasurementSnapshot().Select(measurement => measurement.Tags["result"]);
        switch (entry)
        {
            case { Parked: { } parked, Refused: null, Host: null }:
                Assert.Equal((HttpStatusCode.SeeOther, null), (page.Status, page.Code));
                Assert.Equal(["parked"], counted);
                await AssertParkedAsync(shop, page.Location!, entry, parked);
                break;
            case { Parked: null, Refused: { } refused, Host: null }:
                Assert.Equal(refused.Code, page.Code);
                Assert.Equal(refused.Code == "SP1004" ? HttpStatusCode.RequestUriTooLong : HttpStatusCode.BadRequest, page.Status);
                Assert.Equal([refused.Code], counted);
                AssertPage(page, refused);
                break;
            case { Parked: null, Refused: null, Host: { } heading }:
                Assert.Equal(heading, page.Heading);
                Assert.Empty(counted);
                break;
            default:
                Assert.Fail("An entry says exactly one end.");
                break;
        }
    }

    /// <summary>A misspelt entry would otherwise prove less than it seems to.</summary>
    [Fact]
    public void All_entries_areNamedOnceAndCoverTheCodes()
    {
        Assert.InRange(CorpusEntry.All.Count, 60, 150);
        Assert.Equal(CorpusEntry.All.Count, CorpusEntry.All.DistinctBy(entry => entry.Name, StringComparer.Ordinal).Count());
        Assert.All(CorpusEntry.All, entry => Assert.Equal(entry.Signed is not null, entry.Uri.Contains("{signed}", StringComparison.Ordinal)));
        Assert.Equal(
            [
                "SP1001", "SP1002", "SP1003", "SP1004", "SP1005", "SP1006", "SP1007", "SP1008", "SP1009", "SP1010", "SP1011", "SP1012", "SP1013",
                "SP1020", "SP1021", "SP1022", "SP1023", "SP1024", "SP1025", "SP1026", "SP1027", "SP1029", "SP1030", "SP1031", "SP1032",
            ],
            CorpusEntry.All.Select(entry => entry.Refused?.Code).OfType<string>().Distinct().Order(StringComparer.Ordinal));
    }

    private static async Task AssertParkedAsync(CorpusShop shop, string location, CorpusEntry entry, CorpusPush parked)
    {
        Assert.Matches($"^{(entry.Uri.StartsWith("/store/", StringComparison.Ordinal) ? "/store" : "")}/scof-push/[A-Za-z0-9_-]{{43}}$", location);
        var record = await shop.Services.GetRequiredService<IPushStore>().FindAsync(location[^43..], CancellationToken.None);
        var request = shop.Services.GetRequiredService<PushSeal>().Unseal(record!.Sealed)!;
        Assert.Equal(JsonSerializer.Serialize(parked.ToRequest()), JsonSerializer.Serialize(request with { Mark = null }));
    }

    private static void AssertPage(Page page, CorpusRefusal refused)
    {
        var href = Assert.Single(page.Document.Links, link => link.TextContent == "Continue shopping").GetAttribute("href")!;
        Assert.StartsWith("/", href, StringComparison.Ordinal);
        Assert.False(href is ['/', '/' or '\\', ..]);
        Assert.True(refused.Page is null || refused.Page == href, href);
        Assert.DoesNotContain("MCC-STL", page.Text, StringComparison.Ordinal);
    }
}
