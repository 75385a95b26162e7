using Microsoft.Extensions.Hosting.Internal;
using ScofPush.AspNetCore.Detection;
using ScofPush.AspNetCore.Returning;
using Xunit;

namespace ScofPush.AspNetCore.Tests.Returning;

public sealed class CallbackPolicyTests
{
    [Theory]
    [InlineData("https://bank.example/done")]
    [InlineData("https://bank.example")]
    [InlineData("https://bank.example:8443/a?b=c#d")]
    [InlineData("pagare://deep-link")]
    [InlineData("mybank:done")]
    [InlineData("connectiq://app?x=1&amp;y=2")]
    public void Refuse_soundCallback_isNotRefused(string callback) => Assert.Null(Policy("Production").Refuse(Push(callback)));

    [Theory]
    [InlineData("https:\\\\bank.example", "SP1009")]
    [InlineData("https:bank.example", "SP1005")]
    [InlineData("https:/bank.example", "SP1005")]
    [InlineData("https:///bank.example", "SP1005")]
    [InlineData("https://", "SP1005")]
    [InlineData("https://bank%2eexample/", "SP1005")]
    [InlineData("https://evil.example%23.bank.example/", "SP1005")]
    [InlineData("1bank://x", "SP1005")]
    [InlineData(":done", "SP1005")]
    [InlineData("javascript:alert(1)", "SP1006")]
    [InlineData("JavaScript:alert(1)", "SP1006")]
    [InlineData("data:text/html,x", "SP1006")]
    [InlineData("vbscript:x", "SP1006")]
    [InlineData("file:///etc/passwd", "SP1006")]
    [InlineData("blob:https://bank.example/1", "SP1006")]
    [InlineData("about:blank", "SP1006")]
    [InlineData("intent://scan/#Intent;scheme=x;end", "SP1006")]
    [InlineData("ms-settings:privacy", "SP1006")]
    [InlineData("feed:javascript:alert(1)", "SP1006")]
    [InlineData("microsoft-edge:https://evil.example", "SP1006")]
    [InlineData("http://bank.example/", "SP1006")]
    [InlineData("/done", "SP1008")]
    [InlineData("//evil.example", "SP1008")]
    [InlineData("/\\evil.example", "SP1008")]
    [InlineData("\\/evil.example", "SP1008")]
    [InlineData("/%2f/evil.example", "SP1008")]
    [InlineData("done", "SP1008")]
    [InlineData("https://bank.example/a b", "SP1009")]
    [InlineData("https://bank.example/\r\nSet-Cookie:x", "SP1009")]
    [InlineData("https://bank.example/%0d%0aSet-Cookie:x", "SP1009")]
    [InlineData("https://bank.example/%7F", "SP1009")]
    [InlineData("java\tscript:alert(1)", "SP1009")]
    [InlineData("https://bаnk.example/", "SP1010")]
    [InlineData("https://bank。example/", "SP1010")]
    [InlineData("https://bank.example\u202e/", "SP1010")]
    [InlineData("https://bank.example@evil.example/", "SP1011")]
    [InlineData("https://@bank.example/", "SP1011")]
    [InlineData("mybank://bank.example@evil/", "SP1011")]
    [InlineData("https://bank.example/?results[A]=SUCCESS", "SP1012")]
    [InlineData("https://bank.example/?Results%5bA%5d=SUCCESS", "SP1012")]
    [InlineData("https://bank.example/?%72esults%5BA%5D=SUCCESS", "SP1012")]
    [InlineData("https%253A%252F%252Fbank.example", "SP1013")]
    public void Refuse_unsoundCallback_namesTheCode(string callback, string code) => Assert.Equal(code, Policy("Production").Refuse(Push(callback)));

    [Fact]
    public void Refuse_length_upTo256()
    {
        var longest = "https://bank.example/".PadRight(256, 'x');
        Assert.Null(Policy("Production").Refuse(Push(longest)));
        Assert.Equal("SP1007", Policy("Production").Refuse(Push(longest + "x")));
    }

    [Fact]
    public void Refuse_http_onlyInDevelopment() => Assert.Null(Policy("Development").Refuse(Push("http://bank.localhost:5102/done")));

    [Theory]
    [InlineData("https://bank.example/done", false, null)]
    [InlineData("https://other.example/done", false, "SP1014")]
    [InlineData("https://other.example/done", true, null)]
    [InlineData("javascript:alert(1)", true, "SP1006")]
    [InlineData(null, false, null)]
    public void Refuse_unknownCallbackSetToRefuse_takesVerifiedAndListedOnly(string? callback, bool isVerified, string? code) =>
        Assert.Equal(code, Policy("Production", UnknownCallback.Refuse).Refuse(Push(callback, isVerified)));

    [Theory]
    [InlineData("https://bank.example/any/path?x#y", true)]
    [InlineData("https://BANK.example:443/", true)]
    [InlineData("https://bank.example:444/", false)]
    [InlineData("http://bank.example/", false)]
    [InlineData("https://bank.example.evil.example/", false)]
    [InlineData("https://xbank.example/", false)]
    [InlineData("https://other.example:8443/x", true)]
    [InlineData("https://other.example/x", false)]
    [InlineData("mybank://anything", true)]
    [InlineData("mybank2://anything", false)]
    public void IsTrusted_plainCallback_comparesSchemeHostPort(string callback, bool expected) =>
        Assert.Equal(expected, Policy("Production").IsTrusted(Push(callback)));

    [Fact]
    public void IsTrusted_verifiedCallback_needsNoEntry() => Assert.True(Policy("Production").IsTrusted(Push("https://unlisted.example/", isVerified: true)));

    [Theory]
    [InlineData("https://bank.example", true)]
    [InlineData("https://bank.example/", true)]
    [InlineData("https://bank.example:8443", true)]
    [InlineData("mybank:", true)]
    [InlineData("https://bank.example/done", false)]
    [InlineData("bank.example", false)]
    [InlineData("bank.example:443", false)]
    [InlineData("/done", false)]
    [InlineData("javascript:", false)]
    public void IsEntry_allowListEntry_mustSayWhatItAllows(string entry, bool expected) => Assert.Equal(expected, CallbackPolicy.IsEntry(entry));

    [Theory]
    [InlineData("https://bank.example/done", false, true, true)]
    [InlineData("https://unlisted.example/done", false, false, false)]
    [InlineData("https://unlisted.example/done", true, true, true)]
    [InlineData("mybank://anything", false, false, false)]
    [InlineData("theirs://anything", true, false, false)]
    public void LeavesByItself_callback_mustBeTrustedAndWeb(string callback, bool isVerified, bool leaves, bool redirects)
    {
        Assert.Equal(leaves, Policy("Production").LeavesByItself(Push(callback, isVerified)));
        Assert.Equal(redirects, Policy("Production").RedirectsFromForm(Push(callback, isVerified)));
        Assert.False(Policy("Production", mode: ReturnMode.Page).RedirectsFromForm(Push(callback, isVerified)));
    }

    [Theory]
    [InlineData("https://bank.example:444/x", "https://bank.example:444 https:")]
    [InlineData("https://[::1]:8443/x", "https://[::1]:8443 https:")]
    [InlineData("mybank://x", null)]
    public void FormTarget_verifiedCallback_allowsTheBankToLeadOn(string callback, string? expected) =>
        Assert.Equal(expected, Policy("Production").FormTarget(Push(callback, isVerified: true)));

    private static PushRequest Push(string? callback, bool isVerified = false) =>
        new() { Receipts = ["MCC-STL-1"], Callback = callback, IsVerified = isVerified };

    private static CallbackPolicy Policy(string environment, UnknownCallback unknown = UnknownCallback.AskShopper, ReturnMode mode = ReturnMode.Redirect)
    {
        var options = new ReturningOptions { UnknownCallback = unknown, Mode = mode };
        options.AllowedCallbacks.Add("https://bank.example");
        options.AllowedCallbacks.Add("https://other.example:8443");
        options.AllowedCallbacks.Add("mybank:");
        return new CallbackPolicy(options, new HostingEnvironment { EnvironmentName = environment });
    }
}
