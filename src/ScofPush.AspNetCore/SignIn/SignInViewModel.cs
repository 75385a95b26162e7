using ScofPush.AspNetCore.Pages;

namespace ScofPush.AspNetCore.SignIn;

/// <summary>
/// Model of <c>/Areas/ScofPush/Views/Push/SignIn.cshtml</c>: the shopper is not signed in, and chooses to sign in or to send the bank away.
/// Shown on <c>/scof-push/{id}/cancel</c>, and in place of a third challenge in a row.
/// </summary>
public sealed class SignInViewModel : PushPageViewModel
{
    /// <summary>Where the host's sign-in starts.</summary>
    public required string SignInPath { get; init; }

    /// <summary>Where "no, thanks" posts to; <see langword="null"/> in a browser that the bank did not open.</summary>
    public string? DeclinePath { get; init; }

    /// <summary>The SP code of why the page is shown, e.g. SP1303; <see langword="null"/> when the shopper asked for it.</summary>
    public string? NoticeCode { get; init; }

    /// <summary>The notice's text.</summary>
    public string? Notice { get; init; }
}
