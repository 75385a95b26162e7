using ScofPush.AspNetCore.Pages;

namespace ScofPush.AspNetCore.SignIn;

/// <summary>
/// Model of <c>/Areas/ScofPush/Views/Push/Arriving.cshtml</c>: shown for a moment to a shopper from another site whose session cookie may
/// have been held back (SameSite=Strict). The page goes on by itself.
/// </summary>
public sealed class ArrivingViewModel : PushPageViewModel
{
    /// <summary>Where the page goes on to, and its link leads.</summary>
    public required string HerePath { get; init; }
}
