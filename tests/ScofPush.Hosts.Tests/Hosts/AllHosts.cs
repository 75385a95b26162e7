using ScofPush.Hosts.Tests.Matrix;

namespace ScofPush.Hosts.Tests.Hosts;

internal static class AllHosts
{
    public static IReadOnlyList<HostCase> List { get; } =
    [
        .. AnswerHosts.List,
        .. MvcHosts.List,
        .. PageHosts.List,
        .. AddressHosts.List,
        .. ProxyHosts.List,
        .. IdentityHosts.List,
        .. OidcHosts.List,
        .. SignInHosts.List,
    ];

    public static HostCase Get(string name) => List.First(host => host.Name == name);
}
