using System.Text.Json;

namespace Network.Cards;

/// <summary>The members of an enroll request that the simulator acts on, and the check of all that the API describes.</summary>
internal sealed record EnrollRequest(
    string SrcClientId,
    string ServiceId,
    string? SrcDpaId,
    string? SrcCorrelationId,
    string IdentityValue,
    string? ReferenceType,
    string? ReferenceId)
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    public static EnrollRequest? Read(byte[] body, out CardReply? problem)
    {
        try
        {
            using var document = JsonDocument.Parse(body, Strict);
            if (document.RootElement.ValueKind == JsonValueKind.Object)
            {
                return Read(document.RootElement, out problem);
            }
        }
        catch (JsonException)
        {
            // Answered like any other body that is not an object.
        }

        problem = CardErrors.Invalid("Request body", "BODY");
        return null;
    }

    private static EnrollRequest? Read(JsonElement root, out CardReply? problem)
    {
        var reader = new BodyReader();
        var srcClientId = reader.Text(root, "srcClientId", required: true, pattern: Patterns.ClientId());
        var serviceId = reader.Text(root, "serviceId", required: true, maximum: 255, pattern: Patterns.ServiceId());
        var srcDpaId = reader.Text(root, "srcDpaId");
        var correlation = reader.Text(root, "srcCorrelationId", pattern: Patterns.CorrelationId());
        reader.Text(root, "cardSource", required: true, oneOf: Patterns.CardSources);
        reader.Text(root, "keyFingerprintId");
        var encryptedCard = reader.Text(root, "encryptedCard");

        var consumer = reader.Object(root, "consumer", required: true);
        var identity = reader.Object(consumer, "consumer.consumerIdentity", required: true);
        reader.Text(identity, "consumer.consumerIdentity.identityType", required: true, oneOf: Patterns.IdentityTypes);
        var identityValue = reader.Text(identity, "consumer.consumerIdentity.identityValue", required: true, maximum: 255);
        if (identityValue?.Contains('@', StringComparison.Ordinal) == true)
        {
            // "This value must not be PII data": an e-mail address is the likely slip.
            reader.Fail(CardErrors.Invalid("consumer.consumerIdentity.identityValue", "BODY"));
        }

        var reference = reader.Object(root, "enrolmentReferenceData", required: encryptedCard is null);
        var type = reader.Text(reference, "enrolmentReferenceData.enrolmentReferenceType", required: true, oneOf: Patterns.ReferenceTypes);
        var id = reader.Text(reference, "enrolmentReferenceData.enrolmentReferenceId", required: true, maximum: 256);
        reader.Text(reference, "enrolmentReferenceData.authorization");
        ReadDecisioning(reader, root);
        reader.Array(reader.Object(root, "assuranceData"), "assuranceData.verificationData");

        problem = reader.Problem;
        return problem is null ? new EnrollRequest(srcClientId!, serviceId!, srcDpaId, correlation, identityValue!, type, id) : null;
    }

    private static void ReadDecisioning(BodyReader reader, JsonElement root)
    {
        const string path = "srcTokenRequestData.decisioningData.";
        var tokenRequest = reader.Object(root, "srcTokenRequestData");
        reader.Array(tokenRequest, "srcTokenRequestData.additionalDataRequested");
        var data = reader.Object(tokenRequest, "srcTokenRequestData.decisioningData");
        reader.Text(data, path + "recommendation", maximum: 64, oneOf: Patterns.Recommendations);
        reader.Text(data, path + "recommendationAlgorithmVersion", maximum: 16);
        reader.Text(data, path + "deviceScore", maximum: 1, pattern: Patterns.Score());
        reader.Text(data, path + "accountScore", maximum: 1, pattern: Patterns.Score());
        reader.Text(data, path + "deviceCurrentLocation", maximum: 14);
        reader.Text(data, path + "deviceIpAddress", maximum: 15, pattern: Patterns.IPv4());
        reader.Text(data, path + "mobileNumberSuffix", maximum: 32);
        reader.Text(data, path + "accountIdHash", maximum: 64);
        if (reader.Array(data, path + "recommendationReasons") is { } reasons
            && reasons.EnumerateArray().Any(reason => reason.ValueKind != JsonValueKind.String))
        {
            reader.Fail(CardErrors.Invalid(path + "recommendationReasons", "BODY"));
        }
    }
}
