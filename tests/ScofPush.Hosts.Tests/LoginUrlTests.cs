using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;
using ScofPush.Hosts.Tests.Hosts;
using ScofPush.Hosts.Tests.Matrix;
using Xunit;

namespace ScofPush.Hosts.Tests;

/// <summary>A push is sent to the sign-in page by the address that the host's own protected page uses.</summary>
public sealed class LoginUrlTests
{
    /// <summary>The return URL, and the state in which OpenID Connect hides it; the others are random for each challenge.</summary>
    private static readonly string[] OwnToEachChallenge = ["ReturnUrl", "state", "nonce", "code_challenge"];

    public static IEnumerable<TheoryDataRow<string>> Hosts => AllHosts.List.Select(host => new TheoryDataRow<string>(host.Name));

    [Theory]
    [MemberData(nameof(Hosts))]
    public async Task Challenge_ofAPush_hasTheLoginUrlOfTheHostsOwn(string name)
    {
        var host = AllHosts.Get(name);
        foreach (var placement in host.Carrying.Where(placement => !(host.SetsPathBase && placement == Placement.First)))
        {
            var run = await HostRuns.GetAsync(host, placement);

            Assert.Equal((placement, Describe(run.OwnLoginUrl)), (placement, Describe(run.PushLoginUrl)));
        }
    }

    private static string Describe(string? location)
    {
        Assert.NotNull(location);
        var parts = location.Split('?', 2);
        var query = QueryHelpers.ParseQuery(parts[1]);
        Assert.Contains(query.Keys, OwnToEachChallenge.Contains);
        var shared = query.Select(pair => OwnToEachChallenge.Contains(pair.Key) ? KeyValuePair.Create(pair.Key, new StringValues("…")) : pair);
        return QueryHelpers.AddQueryString(parts[0], shared);
    }
}
