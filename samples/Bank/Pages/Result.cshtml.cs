using System.Text.RegularExpressions;
using Bank.Pushes;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Bank.Pages;

/// <summary>Where a shop sends the customer back to. It only reads: the address could come from anybody.</summary>
internal sealed partial class ResultModel(PushBook pushes) : PageModel
{
    private const string CheckDue = "REQUIRE_ADDITIONAL_AUTHENTICATION";

    public PushRecord? Push { get; private set; }

    public int SavedCount { get; private set; }

    /// <summary>Whether a card is saved that cannot be used before the bank has authenticated its customer.</summary>
    public bool IsCheckDue { get; private set; }

    public void OnGet([FromQuery(Name = "ref")] string? reference)
    {
        Push = pushes.Find(reference, User.Identity?.Name);
        var codes = Push?.Cards.Select(CodeOf).ToList() ?? [];
        IsCheckDue = codes.Contains(CheckDue);
        SavedCount = codes.Count(code => code is "SUCCESS" or "DUPLICATE_REQUEST" or CheckDue);
        Response.Headers.CacheControl = "no-cache, no-store";
        Response.StatusCode = Push is null ? StatusCodes.Status404NotFound : StatusCodes.Status200OK;
    }

    /// <summary>The code as received, if it is one; empty without an answer.</summary>
    public string CodeOf(PushedCard card)
    {
        var values = Request.Query[$"results[{card.Receipt}]"];
        return values.Count == 1 && CodePattern().IsMatch(values.ToString()) ? values.ToString() : "";
    }

    [GeneratedRegex("^[A-Z_]{1,64}\\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex CodePattern();
}
