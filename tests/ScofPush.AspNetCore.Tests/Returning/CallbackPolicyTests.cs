using Microsoft.Extensions.Hosting.Internal;
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
    public void Refuse_soundCallback_isNotRefused(string callback) => Assert.Null(Policy("Production").Refuse(callback));

    [Theory]
    [InlineData("/done", "SP1005")]
    [InlineData("//evil.example", "SP1005")]
    [InlineData("/\\evil.example", "SP1005")]
    [InlineData("done", "SP1005")]
    [InlineData("https://bank.example/a b", "SP1005")]
    [InlineData("https://bank.example/\r\nSet-Cookie:x", "SP1005")]
    [InlineData("https://bаnk.example/", "SP1005")]
    [InlineData("https:\\\\bank.example", "SP1005")]
    [InlineData("https://bank.example/?results[A]=SUCCESS", "SP1005")]
    [InlineData("https://bank.example/?Results%5bA%5d=SUCCESS", "SP1005")]
    [InlineData("https://bank.example/?%72esults%5BA%5D=SUCCESS", "SP1005")]
    [InlineData("https://@bank.example/", "SP1006")]
    [InlineData("intent://scan/#Intent;scheme=x;end", "SP1006")]
    [InlineData("ms-settings:privacy", "SP1006")]
    [InlineData("javascript:alert(1)", "SP1006")]
    [InlineData("JavaScript:alert(1)", "SP1006")]
    [InlineData("data:text/html,x", "SP1006")]
    [InlineData("vbscript:x", "SP1006")]
    [InlineData("file:///etc/passwd", "SP1006")]
    [InlineData("blob:https://bank.example/1", "SP1006")]
    [InlineData("about:blank", "SP1006")]
    [InlineData("https://bank.example@evil.example/", "SP1006")]
    [InlineData("https:bank.example", "SP1005")]
    [InlineData("https:/bank.example", "SP1005")]
    [InlineData("http://bank.example/", "SP1006")]
    public void Refuse_unsoundCallback_namesTheCode(string callback, string code) => Assert.Equal(code, Policy("Production").Refuse(callback));

    [Fact]
    public void Refuse_length_upTo256()
    {
        var longest = "https://bank.example/".PadRight(256, 'x');
        Assert.Null(Policy("Production").Refuse(longest));
        Assert.Equal("SP1005", Policy("Production").Refuse(longest + "x"));
    }

    [Fact]
    public void Refuse_http_onlyInDevelopment() => Assert.Null(Policy("Development").Refuse("http://bank.localhost:5102/done"));

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
    public void IsAllowed_callback_comparesSchemeHostPort(string callback, bool expected) => Assert.Equal(expected, Policy("Production").IsAllowed(callback));

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

    [Fact]
    public void MayRedirect_customScheme_needsATap() => Assert.False(Policy("Production").MayRedirect("mybank://anything"));

    private static CallbackPolicy Policy(string environment)
    {
        var options = new ReturningOptions();
        options.AllowedCallbacks.Add("https://bank.example");
        options.AllowedCallbacks.Add("https://other.example:8443");
        options.AllowedCallbacks.Add("mybank:");
        return new CallbackPolicy(options, new HostingEnvironment { EnvironmentName = environment });
    }
}
