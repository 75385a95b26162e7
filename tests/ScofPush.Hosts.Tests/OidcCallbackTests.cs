using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using ScofPush.Hosts.Tests.Hosts;
using ScofPush.Hosts.Tests.Matrix;
using Xunit;

namespace ScofPush.Hosts.Tests;

/// <summary>The address to which an OpenID provider sends the shopper back is the host's alone.</summary>
public sealed class OidcCallbackTests
{
    private sealed record Callback(string Method, string? Endpoint, int Status, string? Location, bool HasOurHeaders);

    [Theory]
    [InlineData("OpenID Connect, `form_post`", "POST")]
    [InlineData("OpenID Connect, `query`", "GET")]
    public async Task Callback_lineAheadOfIt_passesUntouched(string name, string method)
    {
        var callbacks = new List<Callback>();
        var hostCase = AllHosts.Get(name) with { Early = app => app.Use((context, next) => RecordAsync(context, next, callbacks)) };
        await using var host = await RunningHost.StartAsync(hostCase, Placement.First);
        using var walk = new Walk(host, "MCC-STL-0001");

        Assert.Equal(HostCase.Saved, await walk.RunAsync("/", SignInWay.SignIn));

        var callback = Assert.Single(callbacks);
        Assert.Equal(callback with { Method = method, Endpoint = null, Status = 302, HasOurHeaders = false }, callback);
        Assert.Matches("^/scof-push/[A-Za-z0-9_-]{43}$", callback.Location);
    }

    private static async Task RecordAsync(HttpContext context, RequestDelegate next, List<Callback> callbacks)
    {
        var endpoint = context.GetEndpoint()?.DisplayName;
        await next(context);
        if (context.Request.Path == "/signin-oidc")
        {
            var response = context.Response;
            callbacks.Add(new(context.Request.Method, endpoint, response.StatusCode, response.Headers.Location, response.Headers.ContainsKey("Referrer-Policy")));
        }
    }
}
