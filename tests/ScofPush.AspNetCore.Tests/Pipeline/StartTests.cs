using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ScofPush.AspNetCore.Diagnostics;
using ScofPush.AspNetCore.Enrollment;
using ScofPush.AspNetCore.Tests.Hosting;
using ScofPush.Tests;
using Xunit;

namespace ScofPush.AspNetCore.Tests.Pipeline;

/// <summary>How the line behaves at start: in both kinds of host, and when something is missing .</summary>
public sealed class StartTests
{
    [Fact]
    public async Task UseScofPush_portThatCannotBeMade_isNamedAtStart()
    {
        var exception = await Assert.ThrowsAsync<ScofPushConfigurationException>(() => TestShop.StartAsync(new TestShopSetup
        {
            Services = services => services.AddSingleton<ICardOnFileClient>(_ => throw new InvalidOperationException("secret")),
        }));

        var problem = Assert.Single(exception.Problems);
        Assert.Equal((ScofPushCodes.ServicesMissing, nameof(ICardOnFileClient)), (problem.Code, problem.Key));
        Assert.DoesNotContain("secret", exception.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task UseScofPush_manyProblems_listsThemAllOnce()
    {
        var exception = await Assert.ThrowsAsync<ScofPushConfigurationException>(() => TestShop.StartAsync(new TestShopSetup
        {
            Environment = Environments.Production,
            Settings =
            {
                ["ScofPush:Enrollment:ConsumerIdKey"] = "c2hvcnQ=",
                ["ScofPush:Pending:AnonymizeAfter"] = "00:59:59",
                ["ScofPush:Pending:LandingsPerMinute"] = "-1",
                ["ScofPush:Pending:Lifetime"] = "05:00:00",
                ["ScofPush:Pending:MaxParked"] = "0",
                ["ScofPush:Recording:MaxFailures"] = "0",
                ["ScofPush:Recording:Timeout"] = "00:00:00.5",
                ["ScofPush:Returning:AllowedCallbacks:0"] = "bank.example",
                ["ScofPush:Returning:Codes:Success"] = "a b",
                ["ScofPush:Returning:Codes:AdditionalAuthentication"] = "",
                ["ScofPush:Returning:Mode"] = "7",
                ["ScofPush:Returning:UnknownCallback"] = "7",
                ["ScofPush:Pages:ShopPath"] = "//evil.example",
                ["ScofPush:SignIn:ChallengeScheme"] = "Nobody",
                ["ScofPush:SignIn:AuthenticateScheme"] = "Nobody",
            },
        }));

        Assert.Equal(
            [
                "ScofPush:Enrollment:ConsumerIdKey", "ScofPush:Pages:ShopPath", "ScofPush:Pending:AllowInMemoryStore", "ScofPush:Pending:AnonymizeAfter", "ScofPush:Pending:LandingsPerMinute",
                "ScofPush:Pending:Lifetime", "ScofPush:Pending:MaxParked",
                "ScofPush:Recording:MaxFailures", "ScofPush:Recording:Timeout", "ScofPush:Returning:AllowedCallbacks:0", "ScofPush:Returning:Codes:AdditionalAuthentication", "ScofPush:Returning:Codes:Success",
                "ScofPush:Returning:Mode", "ScofPush:Returning:UnknownCallback", "ScofPush:SignIn:AuthenticateScheme", "ScofPush:SignIn:ChallengeScheme",
            ],
            exception.Problems.Select(problem => problem.Key).Order(StringComparer.Ordinal));
        Assert.All(exception.Problems, problem => Assert.Contains($"{problem.Code} {problem.Key}: {problem.Message}", exception.Message, StringComparison.Ordinal));
        Assert.DoesNotContain("c2hvcnQ", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("evil", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task UseScofPush_wrongType_isAProblemToo()
    {
        var exception = await Assert.ThrowsAsync<ScofPushConfigurationException>(() =>
            TestShop.StartAsync(new TestShopSetup { Settings = { ["ScofPush:Pending:Lifetime"] = "soon" } }));
        Assert.Equal(ScofPushCodes.UnreadableConfiguration, Assert.Single(exception.Problems).Code);
        Assert.DoesNotContain("soon", exception.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task UseScofPush_withoutNetworkOrServices_namesTheLine()
    {
        var exception = await Assert.ThrowsAsync<ScofPushConfigurationException>(() => TestShop.StartAsync(new TestShopSetup
        {
            Services = services => services.RemoveAll<ICardEnroller>(),
        }));
        Assert.Contains("AddScofPush(builder.Configuration)", exception.Message, StringComparison.Ordinal);

        await using var bare = WebApplication.CreateSlimBuilder().Build();
        Assert.Contains("AddScofPush(builder.Configuration)", Assert.Throws<ScofPushConfigurationException>(() => bare.UseScofPush()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Registration_withoutTheLine_servesNothing()
    {
        await using var shop = await TestShop.StartAsync(new TestShopSetup
        {
            Settings = { ["ScofPush:Pending:Lifetime"] = "05:00:00" },
            Pipeline = TestShop.MapShop,
        });
        using var browser = shop.NewBrowser();

        Assert.Equal("The shop", (await browser.GetAsync("/?pushAccountReceipts=A")).Heading);
        Assert.Equal(404, (int)(await browser.GetAsync("/scof-push/" + new string('A', 43))).Status);
    }

    [Fact]
    public async Task UseScofPush_afterTheEndpoints_saysSoOnUse()
    {
        await using var shop = await TestShop.StartAsync(new TestShopSetup
        {
            Pipeline = app =>
            {
                app.UseRouting();
                app.UseAuthorization();
                TestShop.MapShop(app);
#pragma warning disable ASP0014 // what a host upgraded from an older template still has
                app.UseEndpoints(_ => { });
#pragma warning restore ASP0014
                app.UseScofPush();
            },
        });
        using var browser = shop.NewBrowser();

        var page = await browser.GetAsync("/?pushAccountReceipts=A");

        Assert.Equal("SP1801", page.Code);
        Assert.Contains(shop.Logs.GetSnapshot(), log => log.Id.Name == "NotReached");
    }

    [Fact]
    public async Task UseScofPush_inAStartupClass_carriesAPush()
    {
        using var host = Host.CreateDefaultBuilder()
            .ConfigureWebHostDefaults(web => web.UseUrls("http://127.0.0.1:0").UseStartup<Startup>())
            .UseEnvironment(Environments.Development)
            .ConfigureLogging(logging => logging.ClearProviders())
            .Build();
        await host.StartAsync(TestContext.Current.CancellationToken);
        var address = host.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        using var browser = new Browser(new Uri(address));

        var signIn = await (await browser.GetAsync("/any/where?pushAccountReceipts=MCC-STL-0001")).FollowAsync();
        await browser.GetAsync("/switch");
        var confirm = await browser.GetAsync(Uri.UnescapeDataString(signIn.Response.RequestMessage!.RequestUri!.Query["?ReturnUrl=".Length..]));
        var done = await (await confirm.SubmitAsync("/accept")).FollowAsync();

        Assert.Equal("Your card is saved", done.Heading);
        await host.StopAsync(TestContext.Current.CancellationToken);
    }

    private sealed class Startup(IConfiguration configuration)
    {
        public void ConfigureServices(IServiceCollection services)
        {
            services.AddAuthentication("Cookies").AddCookie("Cookies", options => options.LoginPath = "/sign-in");
            services.AddScofPushCore(configuration).AddInMemoryStore();
            services.AddSingleton<FakeNetwork>();
            services.AddSingleton<ICardEnroller>(provider => provider.GetRequiredService<FakeNetwork>());
            services.AddSingleton<ICardOnFileClient>(provider => provider.GetRequiredService<FakeNetwork>());
        }

        public void Configure(IApplicationBuilder app)
        {
            app.UseScofPush();
            app.UseAuthentication();
            app.Map("/switch", branch => branch.Run(context => context.SignInAsync(new System.Security.Claims.ClaimsPrincipal(
                new System.Security.Claims.ClaimsIdentity([new("sub", "anna")], "Cookies")))));
            app.Run(context => context.Response.WriteAsync("<h1>Sign in</h1>"));
        }
    }
}
