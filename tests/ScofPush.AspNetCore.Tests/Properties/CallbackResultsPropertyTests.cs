using CsCheck;
using ScofPush.AspNetCore.Detection;
using ScofPush.AspNetCore.Pending;
using ScofPush.AspNetCore.Returning;
using ScofPush.AspNetCore.Tests.Properties.Generators;
using Xunit;

namespace ScofPush.AspNetCore.Tests.Properties;

/// <summary>A callback is extended, never rebuilt (protocol 4, R-22).</summary>
public sealed class CallbackResultsPropertyTests(ITestOutputHelper output)
{
    private const int Cases = 20_000;

    private static readonly string[] Codes = ["SUCCESS", "CANCELLED", "DECLINED", "DUPLICATE_REQUEST", "ERROR", "REQUIRE_ADDITIONAL_AUTHENTICATION"];

    private static readonly Gen<(string Callback, string[] Receipts, ReceiptState[] States)> Any = Gen.Select(
        Callbacks.AnySound,
        Receipts.OneToFive,
        Gen.Enum<ReceiptState>().Array[5]);

    [Fact]
    public void Extend_anyCallback_keepsItsBytesAndHost()
    {
        var tally = new Tally("Callbacks with results");
        Any.Sample(one => Check(one.Callback, one.Receipts, one.States, tally), iter: Cases);
        tally.Close(output, Cases, ("with a query", 3000), ("with a fragment", 2000), ("with neither", 3000), ("several receipts", 5000));
    }

    /// <summary>What the middleware writes is compared with this too.</summary>
    internal static void AssertExtended(string callback, IReadOnlyList<string> receipts, string extended)
    {
        var hash = callback.IndexOf('#', StringComparison.Ordinal);
        var (own, fragment) = hash < 0 ? (callback, "") : (callback[..hash], callback[hash..]);
        Assert.StartsWith(own, extended, StringComparison.Ordinal);
        Assert.EndsWith(fragment, extended, StringComparison.Ordinal);

        var separator = !own.Contains('?', StringComparison.Ordinal) ? "?" : own[^1] is '?' or '&' ? "" : "&";
        var added = extended[own.Length..^fragment.Length];
        Assert.StartsWith(separator, added, StringComparison.Ordinal);
        var results = added[separator.Length..].Split('&').Select(result => result.Split('=', 2)).ToArray();
        Assert.Equal(receipts.Select(receipt => $"results%5B{receipt}%5D"), results.Select(result => result[0]));
        Assert.DoesNotContain(results, result => !Codes.Contains(result[1]));
        Assert.Equal(BrowserUrl.Read(callback), BrowserUrl.Read(extended));
    }

    private static void Check(string callback, string[] receipts, ReceiptState[] states, Tally tally)
    {
        tally.Case();
        tally.Add(callback.Contains('#', StringComparison.Ordinal) ? "with a fragment" : callback.Contains('?', StringComparison.Ordinal)
            ? "with a query" : "with neither");
        if (receipts.Length > 1)
        {
            tally.Add("several receipts");
        }

        var push = new PushRecord
        {
            Id = PushId.New(0).Push,
            State = PushState.Returned,
            CreatedAt = default,
            ExpiresAt = default,
            Receipts = [.. receipts.Select((_, index) => new ReceiptRecord { RecordId = "r", State = states[index] })],
        };
        AssertExtended(callback, receipts, new CallbackResults(new ReturningOptions()).Extend(new PushRequest { Receipts = receipts, Callback = callback }, push));
    }
}
