using ScofPush.Package.Tests.Hosting;

namespace ScofPush.Package.Tests;

/// <summary>A host that registers ScofPush itself, has a recorder and a confirm page of its own, and opted out of the hosting startup.</summary>
public sealed class ExplicitTests(PublishedHosts hosts)
{
    private const string Host = "Explicit";
    private const string HostingStartups = "ASPNETCORE_HOSTINGSTARTUPASSEMBLIES";

    /// <summary>R-25: the host's view wins from the publish folder.</summary>
    [Theory]
    [InlineData("")]
    [InlineData("slim")]
    public async Task Push_with_AddScofPush_shows_the_own_page_and_is_recorded(string builder) =>
        await ReceiveAsync(new() { ["Shop:Registration"] = "AddScofPush" }, builder);

    [Theory]
    [InlineData("AddScofPush")]
    [InlineData("RecorderAlone")]
    public async Task Push_with_a_registration_after_the_hosting_startup_shows_the_own_page_and_is_recorded(string registration) =>
        await ReceiveAsync(new() { ["Shop:Registration"] = registration, [HostingStartups] = "ScofPush.Plugin" });

    [Fact]
    public async Task Start_without_a_registration_names_the_call_to_add()
    {
        var output = await HostProcess.FailAsync(hosts, Host, ShopSettings.Complete(hosts.NewFolder(), hosts.Network));

        Assert.Contains("add builder.Services.AddScofPush(builder.Configuration)", output, StringComparison.Ordinal);
    }

    private async Task ReceiveAsync(Dictionary<string, string> settings, params string[] arguments)
    {
        var folder = hosts.NewFolder();
        var cards = Path.Combine(folder, "cards.txt");
        var all = ShopSettings.Complete(folder, hosts.Network).Concat(settings).Append(new("Shop:CardFile", cards));
        var (process, browser) = await HostProcess.StartAsync(hosts, Host, new(all), arguments);
        await using var running = process;
        using var shopper = browser;

        var confirm = await Walk.ArriveAsync(browser);
        Assert.Equal("The own page of Late & Co", confirm.Heading);

        await Walk.AcceptAsync(confirm);
        Assert.Equal([$"anna {FakeNetwork.LastFour}"], await File.ReadAllLinesAsync(cards, TestContext.Current.CancellationToken));
    }
}
