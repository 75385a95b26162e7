using Microsoft.AspNetCore.Http;

namespace ScofPush.AspNetCore.Pages;

/// <summary>The addresses that the plugin answers itself. Nothing in them needs encoding (design 4).</summary>
internal static class OwnPath
{
    public const string Prefix = "/scof-push";

    public const string Accept = "accept";
    public const string Decline = "decline";

    /// <summary>The page that asks a shopper who is not signed in whether to go on.</summary>
    public const string Cancel = "cancel";

    /// <summary>The host's sign-in, whatever went before.</summary>
    public const string SignIn = "sign-in";

    /// <summary>Sign in as somebody else.</summary>
    public const string Switch = "switch";

    /// <summary>The push, once more, by a navigation that starts on this site.</summary>
    public const string Here = "here";

    /// <summary>The confirm page again, with a notice that the form was out of date.</summary>
    public const string Again = "again";

    /// <summary>Working; once there is an outcome, the way back to the bank.</summary>
    public const string Progress = "progress";

    /// <summary>Where the network tells of cards on file: two segments, no push.</summary>
    public const string Notifications = "notifications/card";

    /// <summary>Whether the plugin answers this path. The first look is inlined: every request of the host takes it.</summary>
    public static bool IsOwn(PathString path, out PathString rest)
    {
        rest = default;
        return path.Value.AsSpan().StartsWith(Prefix, StringComparison.Ordinal)
            && path.StartsWithSegments(Prefix, StringComparison.Ordinal, out rest);
    }

    /// <summary>The address of <paramref name="name"/>, a push id or a file, with the path base.</summary>
    public static string For(HttpContext context, string name, string? verb = null) =>
        $"{context.Request.PathBase.ToUriComponent()}{Prefix}/{name}{(verb is null ? "" : "/" + verb)}";
}
