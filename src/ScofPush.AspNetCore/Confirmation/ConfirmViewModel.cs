using ScofPush.AspNetCore.Pages;

namespace ScofPush.AspNetCore.Confirmation;

/// <summary>Model of <c>/Areas/ScofPush/Views/Push/Confirm.cshtml</c>: may the card be saved?</summary>
public sealed class ConfirmViewModel : PushPageViewModel
{
    /// <summary>The account that the card would be saved to.</summary>
    public required string AccountName { get; init; }

    /// <summary>The cards, in the bank's order, as far as the shop knows them before enrollment: by product type only.</summary>
    public required IReadOnlyList<string> Cards { get; init; }

    /// <summary>Where the accept form posts to.</summary>
    public required string AcceptPath { get; init; }

    /// <summary>Where the decline form posts to.</summary>
    public required string DeclinePath { get; init; }

    /// <summary>Where "not you?" posts to; <see langword="null"/> where the host's session cannot be ended.</summary>
    public string? SwitchPath { get; init; }

    /// <summary>The host that the shopper returns to afterwards; <see langword="null"/> when the bank gave none.</summary>
    public string? BankHost { get; init; }

    /// <summary>Whether the callback is trusted: from a verified push, or allow-listed. If not, the page says so.</summary>
    public bool IsBankKnown { get; init; }

    /// <summary>The SP code of why the page is shown once more, e.g. SP1401; <see langword="null"/> the first time.</summary>
    public string? NoticeCode { get; init; }

    /// <summary>The notice's text.</summary>
    public string? Notice { get; init; }
}
