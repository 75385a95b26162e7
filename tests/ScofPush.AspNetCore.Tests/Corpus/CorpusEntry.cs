using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using ScofPush.AspNetCore.Detection;
using ScofPush.AspNetCore.Tests.Hosting;

namespace ScofPush.AspNetCore.Tests.Corpus;

/// <summary>One push URI of <c>push-uris.json</c>: what it represents, and what becomes of it. Exactly one end is given.</summary>
/// <param name="Name">What it represents.</param>
/// <param name="Shop">The policy of the shop it is sent to.</param>
/// <param name="Uri">The request target, byte for byte. <c>{signed}</c> is the signed push; <c>&lt;&lt;x*9&gt;&gt;</c>, anywhere in an entry, nine times x.</param>
/// <param name="Signed">How the signed push is made.</param>
/// <param name="Parked">What is parked; what is not named has the default of protocol 1, and the page is the front page.</param>
/// <param name="Refused">How it is refused.</param>
/// <param name="Host">It is no push: the heading of the host's own page.</param>
internal sealed record CorpusEntry(
    string Name, string Shop, string Uri, CorpusToken? Signed, CorpusPush? Parked, CorpusRefusal? Refused, string? Host)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow };

    private static readonly Regex Repeated = new("<<(?<letter>.)\\*(?<times>[0-9]+)>>", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture);

    public static IReadOnlyList<CorpusEntry> All { get; } = ReadAll();

    public string Target => Signed is null ? Uri : Uri.Replace("{signed}", Signed.Make(), StringComparison.Ordinal);

    private static CorpusEntry[] ReadAll()
    {
        using var stream = typeof(CorpusEntry).Assembly.GetManifestResourceStream("push-uris.json")!;
        using var reader = new StreamReader(stream);
        var text = Repeated.Replace(
            reader.ReadToEnd(),
            match => new string(match.Groups["letter"].Value[0], int.Parse(match.Groups["times"].Value, CultureInfo.InvariantCulture)));
        return JsonSerializer.Deserialize<CorpusEntry[]>(text, Json)!;
    }
}

/// <summary>A signed push, described. It is signed when the test runs, with a key that was made for it.</summary>
/// <param name="Payload">The payload: JSON, or text that is taken as it is.</param>
/// <param name="Header">The header; the network's own when left out.</param>
/// <param name="By">Who signs, and how.</param>
/// <param name="Cut">How many characters are missing at the end.</param>
internal sealed record CorpusToken(JsonElement Payload, JsonElement? Header, string By = "network", int Cut = 0)
{
    public string Make()
    {
        var (header, payload) = (Header is { } given ? TextOf(given) : """{"alg":"RS256","kid":"key-1"}""", TextOf(Payload));
        var token = By switch
        {
            "network" => PushSigner.Known.Sign(header, payload),
            "network, PSS" => PushSigner.Known.SignPss(header, payload),
            "stranger" => PushSigner.Stranger.Sign(header, payload),
            "public key" => PushSigner.Known.SignWithPublicKeyAsSecret(header, payload),
            "nobody" => PushSigner.Compact(header, Encoding.UTF8.GetBytes(payload), _ => []),
            _ => throw new InvalidDataException($"Nobody called {By} signs."),
        };
        return token[..^Cut];
    }

    private static string TextOf(JsonElement json) => json.ValueKind == JsonValueKind.String ? json.GetString()! : json.GetRawText();
}

/// <summary>The content of a parked push.</summary>
internal sealed record CorpusPush(
    string[] Receipts,
    string? Callback = null,
    string? Page = null,
    string? Locale = null,
    bool IsVerified = false,
    bool CallbackRequired = false,
    bool CompleteIssuerAppActivation = false,
    bool CompleteWebsiteActivation = true,
    bool AccountHolderDataSupplied = false)
{
    public PushRequest ToRequest() => new()
    {
        Receipts = Receipts,
        Callback = Callback,
        Page = Page,
        Locale = Locale,
        IsVerified = IsVerified,
        CallbackRequired = CallbackRequired,
        CompleteIssuerAppActivation = CompleteIssuerAppActivation,
        CompleteWebsiteActivation = CompleteWebsiteActivation,
        AccountHolderDataSupplied = AccountHolderDataSupplied,
    };
}

/// <summary>A refusal: its code and, where it matters, the page that the shopper may go on with.</summary>
internal sealed record CorpusRefusal(string Code, string? Page = null);
