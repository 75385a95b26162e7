using Microsoft.Extensions.Hosting;
using ScofPush.AspNetCore.Detection;
using ScofPush.AspNetCore.Diagnostics;

namespace ScofPush.AspNetCore.Returning;

/// <summary>
/// Judges callbacks (design 6). What is refused here is never stored, shown as a link or followed; what is trusted is followed by itself;
/// between the two the shopper is asked.
/// </summary>
internal sealed class CallbackPolicy(ReturningOptions options, IHostEnvironment environment)
{
    private readonly HashSet<string> _allowed = [.. options.AllowedCallbacks.Select(Source).OfType<string>()];

    /// <summary>The SP code that refuses the push for its callback, or <see langword="null"/> when it has none or one that may be shown.</summary>
    public string? Refuse(PushRequest push) =>
        push.Callback is not { } callback ? null
        : CallbackForm.Refuse(callback, isHttpAllowed: environment.IsDevelopment())
            ?? (options.UnknownCallback == UnknownCallback.Refuse && !IsTrusted(push) ? ScofPushCodes.UnknownCallback : null);

    /// <summary>Whether the callback comes from a verified push or is allow-listed, so that the shopper need not be asked.</summary>
    public bool IsTrusted(PushRequest push) =>
        push.Callback is { } callback && (push.IsVerified || (Source(callback) is { } source && _allowed.Contains(source)));

    /// <summary>Whether the shopper leaves by itself: custom schemes need a tap (R-07).</summary>
    public bool LeavesByItself(PushRequest push) => IsTrusted(push) && CallbackForm.IsWeb(new Uri(push.Callback!));

    /// <summary>Whether the answer to the form is the redirect to the bank.</summary>
    public bool RedirectsFromForm(PushRequest push) => options.Mode == ReturnMode.Redirect && LeavesByItself(push);

    /// <summary>
    /// What the confirm page's content security policy must allow its form: Chromium holds every redirect after it to form-action, and a
    /// bank's address may well lead on to another of the bank's.
    /// </summary>
    public string? FormTarget(PushRequest push) =>
        RedirectsFromForm(push) ? $"{Source(push.Callback!)} {new Uri(push.Callback!).Scheme}:" : null;

    /// <summary>What the shopper is shown: the host in the form that no look-alike letter can hide in, or the scheme of an app.</summary>
    public static string Describe(string callback)
    {
        var uri = new Uri(callback);
        return CallbackForm.IsWeb(uri) ? uri.IdnHost : uri.Scheme + ":";
    }

    /// <summary>
    /// Scheme, host and port of a callback or of an allow-list entry, or the scheme of an app: what is compared, and what a content
    /// security policy calls it. <see langword="null"/> when it is not absolute.
    /// </summary>
    public static string? Source(string callback) =>
        !Uri.TryCreate(callback, UriKind.Absolute, out var uri) ? null
        : !CallbackForm.IsWeb(uri) ? uri.Scheme + ":"
        : $"{uri.Scheme}://{(uri.HostNameType == UriHostNameType.IPv6 ? uri.Host : uri.IdnHost)}{(uri.IsDefaultPort ? "" : $":{uri.Port}")}";

    /// <summary>Whether an entry of the allow-list says what it would allow: an origin, or a scheme and its colon.</summary>
    public static bool IsEntry(string entry) =>
        Source(entry) is { } source
        && source.Equals(entry.TrimEnd('/'), StringComparison.OrdinalIgnoreCase)
        && !CallbackForm.IsForbiddenScheme(source.TrimEnd(':'));
}
