using ScofPush.AspNetCore.Detection;
using ScofPush.AspNetCore.Enrollment;
using ScofPush.AspNetCore.Notifications;
using ScofPush.AspNetCore.Pages;
using ScofPush.AspNetCore.Pending;
using ScofPush.AspNetCore.Recording;
using ScofPush.AspNetCore.Returning;
using ScofPush.AspNetCore.SignIn;

namespace ScofPush.AspNetCore.Pipeline;

/// <summary>All settings of the flow, a part per step. Configuration section <c>ScofPush</c>; checked when <c>UseScofPush</c> runs.</summary>
public sealed class ScofPushOptions
{
    /// <summary>How the packaged pages look.</summary>
    public PagesOptions Pages { get; } = new();

    /// <summary>Which pushes are taken, and how signed ones are verified.</summary>
    public DetectionOptions Detection { get; } = new();

    /// <summary>How long a push waits for its shopper.</summary>
    public PendingOptions Pending { get; } = new();

    /// <summary>How the host's own sign-in is used.</summary>
    public SignInOptions SignIn { get; } = new();

    /// <summary>How receipts are enrolled.</summary>
    public EnrollmentOptions Enrollment { get; } = new();

    /// <summary>How enrolled cards are handed to the shop's recorder.</summary>
    public RecordingOptions Recording { get; } = new();

    /// <summary>Whether and from whom the network's notifications are taken.</summary>
    public NotificationOptions Notifications { get; } = new();

    /// <summary>How the shopper goes back to the bank.</summary>
    public ReturningOptions Returning { get; } = new();
}
