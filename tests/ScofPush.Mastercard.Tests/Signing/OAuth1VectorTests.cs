using System.Text;
using System.Text.Json;
using ScofPush.Mastercard.Signing;
using ScofPush.Mastercard.Tests.Support;

namespace ScofPush.Mastercard.Tests.Signing;

/// <summary>Every published expected value of Mastercard's own signers .</summary>
public sealed class OAuth1VectorTests
{
    private const string FileName = "oauth1-vectors.json";

    public static TheoryData<int, string> PercentEncoding => Cases("percent_encoding");

    public static TheoryData<int, string> BodyHashes => Cases("body_hash");

    public static TheoryData<int, string> QueryParameters => Cases("query_params");

    public static TheoryData<int, string> ParameterStrings => Cases("param_string");

    public static TheoryData<int, string> BaseUris => Cases("base_uri");

    public static TheoryData<int, string> BaseStrings => Cases("base_string");

    [Theory]
    [MemberData(nameof(PercentEncoding))]
    public void Escape_gives_published_value(int number, string json)
    {
        var vector = Parse(number, json);

        Assert.Equal(Text(vector, "out"), OAuth1.Escape(Text(vector, "in")));
    }

    [Theory]
    [MemberData(nameof(BodyHashes))]
    public void BodyHash_gives_published_value(int number, string json)
    {
        var vector = Parse(number, json);

        Assert.Equal(Text(vector, "sha256_base64"), OAuth1.BodyHash(Body(vector, "encoding")));
    }

    [Theory]
    [MemberData(nameof(QueryParameters))]
    public void QueryPairs_give_published_parameters(int number, string json)
    {
        var vector = Parse(number, json);
        var pairs = OAuth1.QueryPairs(new Uri(Text(vector, "uri"))).ToList();

        if (vector.TryGetProperty("params", out var expected))
        {
            Assert.Equal(Sorted(Flatten(expected)), Sorted(pairs));
        }

        if (vector.TryGetProperty("param_string", out var text))
        {
            Assert.Equal(text.GetString(), OAuth1.ParameterString(pairs));
        }
    }

    [Theory]
    [MemberData(nameof(ParameterStrings))]
    public void ParameterString_gives_published_value(int number, string json)
    {
        var vector = Parse(number, json);

        Assert.Equal(
            Text(vector, "out"),
            OAuth1.ParameterString([.. Flatten(vector.GetProperty("query")), .. OAuth(vector)])
        );
    }

    [Theory]
    [MemberData(nameof(BaseUris))]
    public void BaseUri_gives_published_value(int number, string json)
    {
        var vector = Parse(number, json);

        Assert.Equal(Text(vector, "out"), OAuth1.BaseUri(new Uri(Text(vector, "in"))));
    }

    [Theory]
    [MemberData(nameof(BaseStrings))]
    public void BaseString_gives_published_value(int number, string json)
    {
        var vector = Parse(number, json);
        var baseUri = vector.TryGetProperty("base_uri", out var given) ? given.GetString()! : OAuth1.BaseUri(new Uri(Text(vector, "uri")));

        Assert.Equal(Text(vector, "out"), OAuth1.BaseString(Text(vector, "method"), baseUri, Parameters(vector)));
    }

    private static string Parameters(JsonElement vector)
    {
        if (vector.TryGetProperty("param_string", out var text))
        {
            return text.GetString()!;
        }

        if (vector.TryGetProperty("body", out _))
        {
            Assert.Equal(vector.GetProperty("oauth").GetProperty("oauth_body_hash").GetString(), OAuth1.BodyHash(Body(vector, "body_encoding")));
        }

        IEnumerable<KeyValuePair<string, string>> query = vector.TryGetProperty("query", out var pairs)
            ? Flatten(pairs)
            : OAuth1.QueryPairs(new Uri(Text(vector, vector.TryGetProperty("uri", out _) ? "uri" : "uri_for_params")));
        return OAuth1.ParameterString([.. query, .. OAuth(vector)]);
    }

    private static TheoryData<int, string> Cases(string section)
    {
        var cases = new TheoryData<int, string>();
        if (SharedFiles.Find(FileName) is not { } file)
        {
            cases.Add(-1, "");
            return cases;
        }

        using var document = JsonDocument.Parse(File.ReadAllText(file));
        foreach (var (number, vector) in document.RootElement.GetProperty(section).EnumerateArray().Index())
        {
            cases.Add(number, vector.GetRawText());
        }

        return cases;
    }

    private static JsonElement Parse(int number, string json)
    {
        if (number < 0)
        {
            SharedFiles.Require(FileName);
        }

        return JsonDocument.Parse(json).RootElement;
    }

    private static string Text(JsonElement vector, string name) => vector.GetProperty(name).GetString()!;

    private static byte[] Body(JsonElement vector, string encoding) =>
        Encoding.GetEncoding(Text(vector, encoding)).GetBytes(vector.GetProperty("body").GetString() ?? "");

    private static IEnumerable<KeyValuePair<string, string>> OAuth(JsonElement vector) =>
        vector.GetProperty("oauth").EnumerateObject().Select(pair => KeyValuePair.Create(pair.Name, pair.Value.GetString()!));

    private static IEnumerable<KeyValuePair<string, string>> Flatten(JsonElement pairs) =>
        pairs.EnumerateObject().SelectMany(pair => pair.Value.EnumerateArray().Select(value => KeyValuePair.Create(pair.Name, value.GetString()!)));

    private static IEnumerable<string> Sorted(IEnumerable<KeyValuePair<string, string>> pairs) =>
        pairs.Select(pair => $"{pair.Key}={pair.Value}").Order(StringComparer.Ordinal);
}
