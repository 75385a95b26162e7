using System.Net;
using ScofPush.AspNetCore.Tests.Hosting;
using Xunit;

namespace ScofPush.AspNetCore.Tests.Scenarios;

/// <summary>The path of design.md section 2, through the front door.</summary>
public sealed class MainPathTests
{
    [Fact]
    public async Task Push_accepted_enrollsRecordsAndReturns()
    {
        await using var shop = await TestShop.StartAsync();
        using var browser = shop.NewBrowser();

        var confirm = await shop.ArriveAsync(browser, "MCC-STL-0001");
        Assert.Equal("Save this card with Kiln & Leaf?", confirm.Heading);
        Assert.Empty(shop.Network.Calls);

        var answer = await confirm.SubmitAsync("/accept");

        Assert.Equal(HttpStatusCode.SeeOther, answer.Status);
        Assert.Equal("https://bank.example/done?results%5BMCC-STL-0001%5D=SUCCESS", answer.Location);
        Assert.Equal("MCC-STL-0001", Assert.Single(shop.Network.Calls).Receipt);
        var recorded = Assert.Single(shop.Recorded.Calls);
        Assert.Equal("key-anna", recorded.CustomerKey);
        Assert.Equal("card-L-0001", recorded.Card.CardId);
    }
}
