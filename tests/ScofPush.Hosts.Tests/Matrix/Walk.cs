using System.Net;
using ScofPush.Tests;

namespace ScofPush.Hosts.Tests.Matrix;

/// <summary>One shopper with one push: lands, signs in or up, confirms, accepts. What came of it is the outcome of a cell.</summary>
internal sealed class Walk(RunningHost host, string receipt) : IDisposable
{
    private const string AcceptForm = "form[action$='/accept']";

    private readonly Browser _browser = host.NewBrowser();

    private Tab Tab => field ??= new Tab(_browser, host.Address);

    private IEnumerable<Uri> LaterAddresses => Tab.Addresses.Skip(1);

    /// <summary>Those of the host. Antiforgery's is left out: by default it is never Secure.</summary>
    private IEnumerable<(string Path, bool IsSecure)> Cookies =>
        from set in Tab.SetCookies
        let cookie = set.Cookie
        where host.Address.IsBaseOf(set.By) && !cookie.StartsWith(".AspNetCore.Antiforgery.", StringComparison.Ordinal)
        let attributes = cookie.Split(';', StringSplitOptions.TrimEntries)
        select (attributes.Single(attribute => attribute.StartsWith("path=", StringComparison.Ordinal))["path=".Length..], attributes.Contains("secure"));

    public void Dispose() => _browser.Dispose();

    public async Task<string> RunAsync(string route, SignInWay way)
    {
        var outcome = await GoAsync(route, way);
        var calls = host.Network.Calls.Count(call => call.Receipt == receipt);
        List<string> remarks = [];
        if (calls != (outcome.StartsWith(HostCase.Saved, StringComparison.Ordinal) ? 1 : 0))
        {
            remarks.Add($"{calls} enrollments");
        }

        if (LaterAddresses.Any(address => address.OriginalString.Contains(receipt, StringComparison.Ordinal)))
        {
            remarks.Add("receipt in a later URL");
        }

        if (host.Case.StaysUnderPrefix && (LaterAddresses.Any(address => IsOutside(address.AbsolutePath)) || Cookies.Any(cookie => IsOutside(cookie.Path))))
        {
            remarks.Add($"not under `{host.Case.Prefix}`");
        }

        if (host.Address.Scheme == Uri.UriSchemeHttps && Cookies.Any(cookie => !cookie.IsSecure))
        {
            remarks.Add("cookies without `Secure`");
        }

        return string.Join(", ", remarks.Prepend(outcome));
    }

    private async Task<string> GoAsync(string route, SignInWay way)
    {
        var push = $"pushAccountReceipts={receipt}&callbackURL={Uri.EscapeDataString(RunningHost.Bank + "/done")}";
        await Tab.OpenAsync($"{host.Case.Prefix}{route}?{push}", from: RunningHost.Bank);
        if (!host.Case.SignIn.Contains(Tab.Page))
        {
            return Tab.Page.Code ?? DescribeHostsPage(route);
        }

        await host.Case.SignIn.EnterAsync(host, Tab, way, $"shopper{receipt[^4..]}");
        var confirm = Tab.Page;
        if (confirm.Find(AcceptForm) is null)
        {
            return confirm.Code ?? $"{(int)confirm.Status} after sign-in";
        }

        if (!await HasStylesheetAsync(confirm))
        {
            return "page without style";
        }

        return await AcceptAsync(confirm);
    }

    private string DescribeHostsPage(string route) => (LaterAddresses.Any(), route, (int)Tab.Page.Status) switch
    {
        (false, Cell.Protected, 200) => HostCase.ShownToStrangers,
        (false, _, _) => HostCase.NotNoticed,
        _ => $"no sign-in, {(int)Tab.Page.Status}",
    };

    private async Task<string> AcceptAsync(Page confirm)
    {
        await Tab.SubmitAsync(AcceptForm);
        if (Tab.Page.Status == HttpStatusCode.SeeOther && IsSuccess(Tab.Page.Location))
        {
            return MaySubmitTo(confirm, RunningHost.Bank) ? HostCase.Saved : HostCase.SavedButStopped;
        }

        return Tab.Page switch
        {
            { Heading: "Your card is saved" } done when IsSuccess(done.Find("a.sp-button")?.GetAttribute("href")) => HostCase.SavedAndShown,
            var page => page.Code ?? $"{(int)page.Status} after accept",
        };
    }

    /// <summary>Anonymous, as on a problem page.</summary>
    private async Task<bool> HasStylesheetAsync(Page page)
    {
        var href = page.Find("link[rel=stylesheet]")!.GetAttribute("href")!;
        using var stranger = host.NewBrowser();
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

    private bool IsOutside(string path) => !$"{path}/".StartsWith($"{host.Case.Prefix}/", StringComparison.Ordinal);
}
