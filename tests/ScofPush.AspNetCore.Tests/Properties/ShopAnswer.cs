using System.Net;
using System.Text.RegularExpressions;

namespace ScofPush.AspNetCore.Tests.Properties;

/// <summary>An answer of the shop.</summary>
internal sealed record ShopAnswer(int Status, string? Location, string Text)
{
    private static readonly Regex CodeOfPage = new("data-code=\"(?<code>SP[0-9]{4})\"", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture);
    private static readonly Regex Address = new("(href|src|action)=\"(?<url>[^\"]*)\"", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture);
    private static readonly Regex FormToken = new("name=\"__RequestVerificationToken\" type=\"hidden\" value=\"(?<value>[^\"]*)\"",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture);

    public string? Code => CodeOfPage.Match(Text) is { Success: true } match ? match.Groups["code"].Value : null;

    public IEnumerable<string> Links => Address.Matches(Text).Select(match => WebUtility.HtmlDecode(match.Groups["url"].Value));

    public string Token => FormToken.Match(Text).Groups["value"].Value;
}
