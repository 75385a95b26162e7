using System.Text.Json;
using System.Text.Json.Serialization;
using ScofPush.AspNetCore.Pending;

namespace ScofPush.AspNetCore.Enrollment;

/// <summary>The enrolled card as a receipt keeps it: JSON, so that a store need not know what a card is.</summary>
internal static class StoredCard
{
    public static string? ToJson(EnrolledCard? card) => card is null ? null : JsonSerializer.Serialize(card, EnrollmentJson.Default.EnrolledCard);

    public static EnrolledCard? Of(ReceiptRecord receipt) =>
        receipt.Card is null ? null : JsonSerializer.Deserialize(receipt.Card, EnrollmentJson.Default.EnrolledCard);
}

[JsonSerializable(typeof(EnrolledCard))]
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, UseStringEnumConverter = true)]
internal sealed partial class EnrollmentJson : JsonSerializerContext;
