using ScofPush.Tests;

namespace ScofPush.Hosts.Tests.Matrix;

/// <summary>How the shopper gets in at a host. This one: at the pages that the host has itself, and all that it asks for is a name.</summary>
internal class SignInPages
{
    public static SignInPages Own { get; } = new();

    public virtual IReadOnlyList<SignInWay> Ways { get; } = Enum.GetValues<SignInWay>();

    public virtual bool Contains(Page page) => page.Find("form#credentials") is not null;

    /// <summary>From the sign-in page on, until the shopper is signed in.</summary>
    public virtual async Task EnterAsync(RunningHost host, Tab tab, SignInWay way, string user)
    {
        if (way == SignInWay.SignUp)
        {
            await tab.ClickAsync("a#sign-up");
        }

        await tab.SubmitAsync("form#credentials", ("user", user));
    }
}
