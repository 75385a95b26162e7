namespace ScofPush.AspNetCore.Pages;

/// <summary>Model of <c>/Areas/ScofPush/Views/Push/Problem.cshtml</c>: something is in the way; here is what it means and where to go.</summary>
public sealed class ProblemViewModel : PushPageViewModel
{
    /// <summary>The SP code, a constant of <see cref="Diagnostics.ScofPushCodes"/>.</summary>
    public required string Code { get; init; }

    /// <summary>A few words that say what happened.</summary>
    public required string Title { get; init; }

    /// <summary>What it means for the shopper and what to do now.</summary>
    public required string Message { get; init; }

    /// <summary>Where the bank waits for the shopper, with the results; only ever an approved callback.</summary>
    public string? BankUrl { get; init; }

    /// <summary>The bank's host, to be shown with the link.</summary>
    public string? BankHost { get; init; }
}
