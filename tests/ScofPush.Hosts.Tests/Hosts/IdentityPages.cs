using System.Collections.Concurrent;
using AngleSharp.Html.Parser;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.UI.Services;
using Microsoft.Extensions.DependencyInjection;
using ScofPush.Hosts.Tests.Matrix;
using ScofPush.Tests;
using Xunit;

namespace ScofPush.Hosts.Tests.Hosts;

/// <summary>Login and Register as Identity ships them; with confirmation, the link in the e-mail, too.</summary>
internal sealed class IdentityPages(bool isConfirmed) : SignInPages
{
    private const string Password = "Kiln-and-leaf-7";

    public override bool Contains(Page page) => page.Find("form#account") is not null;

    public override async Task EnterAsync(RunningHost host, Tab tab, SignInWay way, string user)
    {
        var email = $"{user}@example.com";
        if (way == SignInWay.SignIn)
        {
            await AddAsync(host.Services, email);
            await LoginAsync(tab, email);
            return;
        }

        await tab.ClickAsync("a[href*='/Account/Register?returnUrl=']");
        await tab.SubmitAsync("form#registerForm", ("Input.Email", email), ("Input.Password", Password), ("Input.ConfirmPassword", Password));
        if (isConfirmed)
        {
            await tab.OpenAsync(host.Services.GetRequiredService<Mailbox>().LinkFor(email));
            Assert.Contains("Thank you for confirming your email", tab.Page.Text, StringComparison.Ordinal);
            await tab.ClickAsync("a#login");
            await LoginAsync(tab, email);
        }
    }

    private static Task LoginAsync(Tab tab, string email) => tab.SubmitAsync("form#account", ("Input.Email", email), ("Input.Password", Password));

    private static async Task AddAsync(IServiceProvider services, string email)
    {
        await using var scope = services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<IdentityUser>>();
        var result = await users.CreateAsync(new IdentityUser { UserName = email, Email = email, EmailConfirmed = true }, Password);
        Assert.True(result.Succeeded, result.ToString());
    }
}

/// <summary>What Identity sends arrives here.</summary>
internal sealed class Mailbox : IEmailSender
{
    private readonly ConcurrentDictionary<string, string> _messages = new();

    public Task SendEmailAsync(string email, string subject, string htmlMessage)
    {
        _messages[email] = htmlMessage;
        return Task.CompletedTask;
    }

    public string LinkFor(string email) => new HtmlParser().ParseDocument(_messages[email]).QuerySelector("a")!.GetAttribute("href")!;
}
