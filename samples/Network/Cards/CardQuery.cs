using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace Network.Cards;

/// <summary>The query of GET and DELETE.</summary>
internal sealed record CardQuery(string SrcClientId, string ServiceId, string? SrcDpaId, string? SrcCorrelationId)
{
    public static CardQuery? Read(IQueryCollection query, bool isDelete, out CardReply? problem)
    {
        CardReply? found = null;
        var srcClientId = Value("srcClientId", required: true, pattern: Patterns.ClientId());
        var serviceId = Value("serviceId", required: true, maximum: 255, pattern: Patterns.ServiceId());
        var srcDpaId = Value("srcDpaId");
        var correlation = Value("srcCorrelationId", pattern: Patterns.CorrelationId());
        Value("srciTransactionId", maximum: 255);
        if (isDelete)
        {
            Value("reason", oneOf: Patterns.DeleteReasons);
            Value("requestor", oneOf: Patterns.Requestors);
        }
        else
        {
            Value("keyFingerprintId");
            if (query["tokenRequested"] is { Count: > 0 } requested && !Patterns.Booleans.Contains(requested.ToString()))
            {
                found ??= CardErrors.WrongType("tokenRequested");
            }
        }

        problem = found;
        return found is null ? new CardQuery(srcClientId!, serviceId!, srcDpaId, correlation) : null;

        string? Value(string name, bool required = false, int maximum = int.MaxValue, Regex? pattern = null, FrozenSet<string>? oneOf = null)
        {
            var values = query[name];
            if (values.Count != 1)
            {
                found ??= values.Count > 1 ? CardErrors.Invalid(name, "QUERY") : required ? CardErrors.Missing(name, "QUERY") : null;
                return null;
            }

            var text = values.ToString();
            if (text.Length > maximum)
            {
                found ??= CardErrors.WrongLength(name, "QUERY");
            }
            else if ((pattern is not null && !pattern.IsMatch(text)) || (oneOf is not null && !oneOf.Contains(text)))
            {
                found ??= CardErrors.Invalid(name, "QUERY");
            }

            return text;
        }
    }
}
