namespace ScofPush.Hosts.Tests.Matrix;

/// <summary>How the shopper gets in, on the host's own pages.</summary>
public enum SignInWay
{
    SignIn,
    SignUp,
}

/// <summary>One push: which host, where the line stands, how the shopper signs in, where the bank's link lands.</summary>
public sealed record Cell(string Host, Placement Placement, SignInWay SignIn, string Route)
{
    public const string Protected = "/private";

    public static IReadOnlyList<string> Routes { get; } = ["/", "/no/such-page", Protected, "/api/items"];
}
