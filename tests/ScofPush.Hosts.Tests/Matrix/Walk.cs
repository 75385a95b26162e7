using System.Net;
using ScofPush.Tests;

namespace ScofPush.Hosts.Tests.Matrix;

/// <summary>One shopper with one push: lands, signs in or up, confirms, accepts. What came of it is the outcome of a cell.</summary>
internal sealed class Walk(RunningHost host, Browser browser, string receipt)
{
    private const int MaxRedirects = 20;

    private readonly List<Uri> _addresses = [];

    public async Task<string> RunAsync(string route, SignInWay way)
    {
        var outcome = await GoAsync(route, way);
        var calls = host.Network.Calls.Count(call => call.Receipt == receipt);
        List<string> remarks = [];
        if (calls != (outcome.StartsWith(HostCase.Saved, StringComparison.Ordinal) ? 1 : 0))
        {
            remarks.Add($"{calls} enrollments");
        }

        if (_addresses.Exists(address => address.OriginalString.Contains(receipt, StringComparison.Ordinal)))
        {
            remarks.Add("receipt in a later URL");
        }

        if (host.Case.StaysUnderPrefix && _addresses.Exists(IsOutside))
        {
            remarks.Add($"not under `{host.Case.Prefix}`");
        }

        return string.Join(", ", remarks.Prepend(outcome));
    }

    private async Task<string> GoAsync(string route, SignInWay way)
    {
        var landing = await browser.GetAsync($"{host.Case.Prefix}{route}?pushAccountReceipts={receipt}&callbackURL={Uri.EscapeDataString(RunningHost.Bank + "/done")}");
        var signIn = await FollowAsync(landing);
        if (signIn.Find("form#credentials") is null)
        {
            return signIn.Code ?? DescribeHostsPage(landing, signIn, route);
        }

        if (way == SignInWay.SignUp)
        {
            signIn = await FollowAsync(await GetAsync(signIn.Find("a#sign-up")!.GetAttribute("href")!));
        }

        var action = signIn.Find("form#credentials")!.GetAttribute("action")!;
        var confirm = await FollowAsync(await signIn.SubmitAsync(action, ("user", receipt)));
        if (confirm.Find("form[action$='/accept']") is null)
        {
            return confirm.Code ?? $"{(int)confirm.Status} after sign-in";
        }

        if (!await HasStylesheetAsync(confirm))
        {
            return "page without style";
        }

        return await AcceptAsync(confirm);
    }

    private static string DescribeHostsPage(Page landing, Page last, string route) => (landing.Location, route, (int)last.Status) switch
    {
        (null, Cell.Protected, 200) => HostCase.ShownToStrangers,
        (null, _, _) => HostCase.NotNoticed,
        _ => $"no sign-in, {(int)last.Status}",
    };

    private async Task<string> AcceptAsync(Page confirm)
    {
        var answer = await confirm.SubmitAsync("/accept");
        if (answer.Status == HttpStatusCode.SeeOther && IsSuccess(answer.Location))
        {
            return MaySubmitTo(confirm, RunningHost.Bank) ? HostCase.Saved : HostCase.SavedButStopped;
        }

        var done = await FollowAsync(answer);
        return done switch
        {
            { Heading: "Your card is saved" } when IsSuccess(done.Find("a.sp-button")?.GetAttribute("href")) => HostCase.SavedAndShown,
            _ => done.Code ?? $"{(int)done.Status} after accept",
        };
    }

    /// <summary>Anonymous, as on a problem page.</summary>
    private async Task<bool> HasStylesheetAsync(Page page)
    {
        var href = page.Find("link[rel=stylesheet]")!.GetAttribute("href")!;
        using var stranger = new Browser(host.Address);
        var style = await stranger.GetAsync(href);
        return (int)style.Status == 200 && style.Header("Content-Type")!.StartsWith("text/css", StringComparison.Ordinal);
    }

    /// <summary>Whether a form on the page may end at an origin by redirects, as Chromium reads every policy of the page.</summary>
    private static bool MaySubmitTo(Page page, string origin) =>
        !page.Response.Headers.TryGetValues("Content-Security-Policy", out var policies)
        || policies.SelectMany(policy => policy.Split(',')).All(policy =>
            policy.Split(';', StringSplitOptions.TrimEntries).FirstOrDefault(part => part.StartsWith("form-action ", StringComparison.Ordinal)) is not { } rule
            || rule.Split(' ').Any(source => source == origin || source == "https:"));

    private bool IsSuccess(string? location) => location == $"{RunningHost.Bank}/done?results%5B{receipt}%5D=SUCCESS";

    private bool IsOutside(Uri address) => !$"{address.AbsolutePath}/".StartsWith($"{host.Case.Prefix}/", StringComparison.Ordinal);

    private async Task<Page> FollowAsync(Page page)
    {
        while (page.Location is { } location && !location.StartsWith(RunningHost.Bank, StringComparison.Ordinal) && _addresses.Count < MaxRedirects)
        {
            page = await GetAsync(location);
        }

        return page;
    }

    private Task<Page> GetAsync(string url)
    {
        _addresses.Add(new Uri(host.Address, url));
        return browser.GetAsync(url);
    }
}
