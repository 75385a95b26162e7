using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace ScofPush.Browser.Tests.Shoppers;

/// <summary>Sees all that a browser asks for and all that it complains about.</summary>
internal sealed partial class Observer
{
    private readonly string _shop;
    private readonly ConcurrentQueue<(string Url, string? Referrer)> _requests = new();
    private readonly ConcurrentQueue<(string Url, int Status, string? Type)> _responses = new();
    private readonly ConcurrentQueue<string> _complaints = new();

    public Observer(IBrowserContext context, string shop)
    {
        _shop = shop;
        context.Request += (_, request) => _requests.Enqueue((request.Url, request.Headers.GetValueOrDefault("referer")));
        context.Response += (_, response) => _responses.Enqueue((response.Url, response.Status, response.Headers.GetValueOrDefault("content-type")));
        context.WebError += (_, error) => _complaints.Enqueue(error.Error);

        // A violation of a content security policy is an error in the console.
        context.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
            {
                _complaints.Enqueue($"{message.Page?.Url}: {message.Text}");
            }
        };
    }

    /// <summary>Posts to the accept address, whatever became of them.</summary>
    public int Accepts => _requests.Count(request => request.Url.EndsWith("/accept", StringComparison.Ordinal));

    /// <summary>Whether the browser got the picture.</summary>
    public bool HasPicture(string url) => _responses.Any(response =>
        response.Url == url && response.Status == 200 && response.Type?.StartsWith("image/", StringComparison.Ordinal) == true);

    /// <summary>Nothing failed, nothing was blocked, and the shop saw the receipts in one address only: the one that the bank opened.</summary>
    /// <param name="receipts">What was pushed.</param>
    /// <param name="form">The parameter in which the bank sent them.</param>
    public void AssertClean(IReadOnlyList<string> receipts, string form = "pushAccountData")
    {
        Assert.True(_complaints.IsEmpty, string.Join(Environment.NewLine, _complaints));
        Assert.DoesNotContain(_responses, response => response.Status >= 500);
        var here = _requests.Where(request => request.Url.StartsWith(_shop, StringComparison.Ordinal)).Select(request => request.Url);
        foreach (var receipt in receipts)
        {
            var landing = Assert.Single(here, url => Tells(url, receipt));
            Assert.Contains($"?{form}=", landing, StringComparison.Ordinal);
            Assert.DoesNotContain(_requests, request => request.Referrer is { } referrer && Tells(referrer, receipt));
        }
    }

    /// <summary>Whether the receipt can be read out of the address, in the open or inside a token.</summary>
    private static bool Tells(string url, string receipt) => Token().Matches(url)
        .Select(token => Encoding.UTF8.GetString(Base64Url.DecodeFromChars(token.Groups["payload"].Value)))
        .Prepend(url)
        .Any(text => text.Contains(receipt, StringComparison.OrdinalIgnoreCase));

    [GeneratedRegex(@"[\w-]+\.(?<payload>eyJ[\w-]+)\.[\w-]+", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Token();
}
