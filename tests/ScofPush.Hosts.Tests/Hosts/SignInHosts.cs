using ScofPush.Hosts.Tests.Matrix;

namespace ScofPush.Hosts.Tests.Hosts;

/// <summary>Shops whose own sign-in page does not go where it was asked to.</summary>
internal static class SignInHosts
{
    public static IEnumerable<HostCase> List =>
    [
        new("Sign-in that always ends at the front page")
        {
            Endpoints = routes => MinimalShop.Map(routes, keepsReturnUrl: false),
        },
    ];
}
