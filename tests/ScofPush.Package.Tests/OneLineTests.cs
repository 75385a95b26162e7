using System.Net;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using ScofPush.Package.Tests.Hosting;

namespace ScofPush.Package.Tests;

/// <summary>A host with the package, the section and the line, and not a word of ScofPush besides .</summary>
public sealed class OneLineTests(PublishedHosts hosts)
{
    private const string Host = "OneLine";

    [Fact]
    public async Task Push_with_one_line_only_is_enrolled_and_returned()
    {
        var (process, browser) = await HostProcess.StartAsync(hosts, Host, ShopSettings.Complete(hosts.NewFolder(), hosts.Network));
        await using var running = process;
        using var shopper = browser;

        var confirm = await Walk.ArriveAsync(browser);
        Assert.Equal("Save this card with Kiln & Leaf?", confirm.Heading);
        var stylesheet = await browser.GetAsync(confirm.Find("link[rel=stylesheet]")!.GetAttribute("href")!);
        Assert.Equal((HttpStatusCode.OK, "text/css; charset=utf-8"), (stylesheet.Status, stylesheet.Header("Content-Type")));

        await Walk.AcceptAsync(confirm);
    }

    /// <summary>R-24: without the line there is neither a route nor a view, and nothing needs to be configured.</summary>
    [Fact]
    public async Task Request_without_the_line_reaches_the_host()
    {
        var (process, browser) = await HostProcess.StartAsync(hosts, Host, new() { ["Shop:Line"] = "false" });
        await using var running = process;
        using var shopper = browser;

        var push = await browser.GetAsync(Walk.PushUri);
        Assert.Equal((HttpStatusCode.OK, "The shop sees " + Walk.PushUri[1..]), (push.Status, push.Text));
        Assert.All(
            await Task.WhenAll(
                browser.GetAsync("/scof-push"),
                browser.GetAsync("/scof-push/scofpush.css"),
                browser.GetAsync("/Areas/ScofPush/Views/Push/Confirm.cshtml"),
                browser.GetAsync("/ScofPush/Push/Confirm"),
                browser.GetAsync("/_content/ScofPush.AspNetCore/scofpush.css")),
            page => Assert.Equal((HttpStatusCode.NotFound, ""), (page.Status, page.Text)));
        Assert.False(Directory.Exists(Path.Combine(hosts.PublishFolder(Host), "App_Data")), "A database was made.");
    }

    [Fact]
    public async Task Start_of_a_slim_host_names_the_call_that_it_needs()
    {
        var output = await HostProcess.FailAsync(hosts, Host, ShopSettings.Complete(hosts.NewFolder(), hosts.Network), "slim");

        Assert.Contains("add builder.Services.AddScofPush(builder.Configuration)", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Host, true)]
    [InlineData("Explicit", false)]
    [InlineData("Library", false)]
    [InlineData("Tests", false)]
    [InlineData("Tool", false)]
    public void Assembly_names_the_hosting_startup_only_if_it_is_a_host_that_wants_it(string assembly, bool expected)
    {
        using var file = new PEReader(File.OpenRead(Path.Combine(hosts.OutputFolder(assembly), assembly + ".dll")));
        var metadata = file.GetMetadataReader();

        var names = metadata.TypeReferences.Select(handle => metadata.GetString(metadata.GetTypeReference(handle).Name));

        Assert.Equal(expected, names.Contains("HostingStartupAttribute", StringComparer.Ordinal));
    }
}
