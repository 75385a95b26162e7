using System.Collections.Frozen;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Network.Cards;

/// <summary>Reads members of a JSON body and keeps the first thing wrong with them. JSON null counts as missing.</summary>
internal sealed class BodyReader
{
    public CardReply? Problem { get; private set; }

    public string? Text(
        JsonElement? parent,
        string path,
        bool required = false,
        int maximum = int.MaxValue,
        Regex? pattern = null,
        FrozenSet<string>? oneOf = null)
    {
        if (Member(parent, path, required) is not { } member)
        {
            return null;
        }

        if (member.ValueKind != JsonValueKind.String)
        {
            Fail(CardErrors.Invalid(path, "BODY"));
            return null;
        }

        var text = member.GetString()!;
        if (required && text.Length == 0)
        {
            Fail(CardErrors.Missing(path, "BODY"));
        }
        else if (text.Length > maximum)
        {
            Fail(CardErrors.WrongLength(path, "BODY"));
        }
        else if ((pattern is not null && !pattern.IsMatch(text)) || (oneOf is not null && !oneOf.Contains(text)))
        {
            Fail(CardErrors.Invalid(path, "BODY"));
        }

        return text;
    }

    public JsonElement? Object(JsonElement? parent, string path, bool required = false) =>
        OfKind(Member(parent, path, required), path, JsonValueKind.Object);

    public JsonElement? Array(JsonElement? parent, string path) => OfKind(Member(parent, path, required: false), path, JsonValueKind.Array);

    public void Fail(CardReply problem) => Problem ??= problem;

    private JsonElement? Member(JsonElement? parent, string path, bool required)
    {
        var name = path[(path.LastIndexOf('.') + 1)..];
        if (parent is { } element && element.TryGetProperty(name, out var member) && member.ValueKind != JsonValueKind.Null)
        {
            return member;
        }

        // Without a parent the parent itself is what is missing.
        if (required && parent is not null)
        {
            Fail(CardErrors.Missing(path, "BODY"));
        }

        return null;
    }

    private JsonElement? OfKind(JsonElement? member, string path, JsonValueKind kind)
    {
        if (member is { } element && element.ValueKind != kind)
        {
            Fail(CardErrors.Invalid(path, "BODY"));
            return null;
        }

        return member;
    }
}
