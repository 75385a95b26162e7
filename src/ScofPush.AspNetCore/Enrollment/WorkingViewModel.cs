using ScofPush.AspNetCore.Pages;

namespace ScofPush.AspNetCore.Enrollment;

/// <summary>Model of <c>/Areas/ScofPush/Views/Push/Working.cshtml</c>: the cards are being enrolled; the page refreshes itself.</summary>
public sealed class WorkingViewModel : PushPageViewModel
{
    /// <summary>How many cards are being saved.</summary>
    public required int CardCount { get; init; }

    /// <summary>Where the page refreshes to, also as a link for browsers that do not.</summary>
    public required string ProgressPath { get; init; }
}
