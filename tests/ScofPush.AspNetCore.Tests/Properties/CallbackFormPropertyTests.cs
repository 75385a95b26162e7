using AngleSharp.Dom;
using CsCheck;
using Microsoft.Extensions.Hosting.Internal;
using ScofPush.AspNetCore.Detection;
using ScofPush.AspNetCore.Returning;
using ScofPush.AspNetCore.Tests.Properties.Generators;
using Xunit;

namespace ScofPush.AspNetCore.Tests.Properties;

/// <summary>What is accepted leads a browser to the host that was judged and shown, and nowhere else (R-20).</summary>
public sealed class CallbackFormPropertyTests(ITestOutputHelper output)
{
    private const int Cases = 40_000;

    [Fact]
    public void Refuse_anyCallback_acceptsOnlyWhatABrowserReadsTheSame()
    {
        var tally = new Tally("Callbacks");
        var policy = Policy();
        Callbacks.Any.Sample(callback => Check(policy, callback, tally), iter: Cases, print: callback => $"{callback.Class}: {callback.Text}");
        tally.Close(
            output,
            Cases,
            ("sound: accepted", 5000),
            ("sound, an app's: accepted", 1500),
            ("nearly sound: accepted", 3000),
            ("nearly sound: refused", 3000),
            ("odd host: accepted", 200),
            ("odd host: refused", 3000),
            ("hostile: refused", 3000),
            ("random: accepted", 50),
            ("random: refused", 500),
            ("trusted by the allow-list", 3000));
    }

    private static void Check(CallbackPolicy policy, CallbackCase callback, Tally tally)
    {
        tally.Case();
        var plain = new PushRequest { Receipts = ["MCC-STL-1"], Callback = callback.Text };
        var code = policy.Refuse(plain);
        tally.Add($"{callback.Class}: {(code is null ? "accepted" : "refused")}");
        if (code is not null)
        {
            Assert.Matches("^SP10[0-9]{2}$", code);
            Assert.NotEqual(CallbackCase.Sound, callback.Class);
            Assert.NotEqual(CallbackCase.SoundApp, callback.Class);
            return;
        }

        Assert.NotEqual(CallbackCase.Hostile, callback.Class);
        Assert.InRange(callback.Text.Length, 1, 256);
        Assert.DoesNotContain(callback.Text, letter => letter is <= ' ' or '\\' or '"' or '<' or '>' or >= '\x7f');
        var seen = BrowserUrl.Read(callback.Text);
        Assert.NotNull(seen);
        Assert.False(seen.Scheme is "http" or "javascript" or "data" or "vbscript" or "file" or "blob" or "about");
        if (!seen.IsWeb)
        {
            Assert.Equal(seen.Scheme + ":", CallbackPolicy.Source(callback.Text));
            Assert.Equal(seen.Scheme == Callbacks.KnownApp, policy.IsTrusted(plain));
            Assert.False(policy.LeavesByItself(plain with { IsVerified = true }));
            return;
        }

        Assert.Equal(seen.Origin, CallbackPolicy.Source(callback.Text));
        Assert.Equal(seen.Host, Bracketed(CallbackPolicy.Describe(callback.Text)));
        Assert.Equal(seen.Origin == Callbacks.Known, policy.IsTrusted(plain));
        if (policy.IsTrusted(plain))
        {
            tally.Add("trusted by the allow-list");
        }

        CompareWithAngleSharp(callback.Text, seen);
    }

    /// <summary>A third reading. It refuses a few names that browsers take, and writes IPv6 addresses in its own way.</summary>
    private static void CompareWithAngleSharp(string callback, BrowserUrl seen)
    {
        var url = new Url(callback);
        if (!url.IsInvalid && !seen.Host.StartsWith('['))
        {
            Assert.Equal((seen.Scheme, seen.Host), (url.Scheme, url.HostName));
            Assert.Equal(seen.Port, url.Port is "" ? 443 : int.Parse(url.Port, null));
        }
        else if (url.IsInvalid)
        {
            Assert.Contains(seen.Host.Split('.'), label => label.StartsWith('-') || label.EndsWith('-') || label.Length > 63);
        }
    }

    private static string Bracketed(string host) => host.Contains(':', StringComparison.Ordinal) && !host.StartsWith('[') ? $"[{host}]" : host;

    private static CallbackPolicy Policy()
    {
        var options = new ReturningOptions();
        options.AllowedCallbacks.Add(Callbacks.Known);
        options.AllowedCallbacks.Add(Callbacks.KnownApp + ":");
        return new CallbackPolicy(options, new HostingEnvironment { EnvironmentName = "Production" });
    }
}
