using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Network.Art;
using Network.Connect;

namespace Network.Cards;

/// <summary>
/// Writes a card in the shape of the official examples, with the habits by which they break their own schema: one-digit months, booleans
/// as text, members nobody describes, and (here: for debit cards) a consumer inside the card, under an id of the network's own.
/// </summary>
internal static class CardBody
{
    public static JsonObject Enrolled(StoredCard card, string? correlationId, string publicAddress)
    {
        var body = Fetched(card, correlationId, publicAddress);
        body["encryptedPushAccountData"] = Opaque();
        return body;
    }

    public static JsonObject Fetched(StoredCard card, string? correlationId, string publicAddress)
    {
        var masked = MaskedCard(card, publicAddress);
        var body = new JsonObject { ["srcCorrelationId"] = correlationId ?? Guid.NewGuid().ToString(), ["maskedCard"] = masked };
        var holder = card.Account.CardType == "DEBIT" ? masked : body;
        holder["maskedConsumer"] = MaskedConsumer(card);
        return body;
    }

    /// <summary>A notification, with the nulls that real ones have.</summary>
    public static JsonObject Notification(StoredCard card, DateTimeOffset time, string publicAddress) => new()
    {
        ["digitalCardUpdateNotifications"] = new JsonArray(new JsonObject
        {
            ["eventTimeStamp"] = time.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture),
            ["srcClientId"] = null,
            ["maskedCard"] = MaskedCard(card, publicAddress),
        }),
    };

    private static JsonObject MaskedCard(StoredCard card, string publicAddress)
    {
        // Taken from a hash of the account, so that an account always has the same expiry.
        var seed = SHA256.HashData(Encoding.UTF8.GetBytes(card.Account.AccountReference + card.Account.PanLastFour));
        var month = ((seed[0] % 12) + 1).ToString(CultureInfo.InvariantCulture);
        var year = (card.CreatedAt.Year + 1 + (seed[1] % 4)).ToString(CultureInfo.InvariantCulture);
        var isMaestro = card.Account.CardType == "MAESTRO";
        return new JsonObject
        {
            ["srcDigitalCardId"] = card.CardId,
            ["panBin"] = isMaestro ? "675964" : "520473",
            ["panLastFour"] = card.Account.PanLastFour,
            ["tokenUniqueReference"] = "DM4MMC" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(card.CardId)))[..42],
            ["tokenLastFour"] = (1000 + (((seed[2] << 8) + seed[3]) % 9000)).ToString(CultureInfo.InvariantCulture),
            ["tokenExpirationMonth"] = month,
            ["tokenExpirationYear"] = year,
            ["tokenBinRange"] = "9",
            ["digitalCardData"] = DigitalCardData(card, publicAddress),
            ["panExpirationMonth"] = month,
            ["panExpirationYear"] = year,
            ["paymentCardDescriptor"] = isMaestro ? "maestro" : "mastercard",
            ["paymentCardType"] = card.Account.CardType switch { "MAESTRO" => "DEBIT", "PRIVATE_LABEL" => "CREDIT", var type => type },
            ["serviceId"] = card.Merchant.ServiceId,
            ["paymentAccountReference"] = "5001" + Convert.ToHexString(seed)[..25],
            ["dateOfCardCreated"] = Timestamp(card.CreatedAt),
            ["delegatedAuthenticationModels"] = new JsonArray(new JsonObject { ["modelType"] = "AE_TYPE_3", ["isSupported"] = true }),
        };
    }

    private static JsonObject DigitalCardData(StoredCard card, string publicAddress)
    {
        var data = new JsonObject
        {
            ["status"] = card.Status,
            ["presentationName"] = card.Account.IssuerName,
            ["descriptorName"] = card.Account.ProductName,
            ["artUri"] = publicAddress + CardArt.PathOf(card.Account.IssuerName!, card.Account.ProductName!),
            ["isCoBranded"] = "false",
            ["coBrandedName"] = "null",
            ["issuerName"] = card.Account.IssuerName,
            ["longDescription"] = $"{card.Account.IssuerName} {card.Account.ProductName}",
            ["foregroundColor"] = CardArt.ForegroundOf(card.Account.IssuerName!, card.Account.ProductName!),
        };
        if (card.Account.Fate == Fate.ApprovedPendingSca)
        {
            data["pendingEvents"] = new JsonArray("PENDING_SCA");
            data["authenticationMethods"] = new JsonArray(new JsonObject
            {
                ["authenticationMethodType"] = "MANAGED_AUTHENTICATION",
                ["authenticationSubject"] = "CARDHOLDER",
                ["uriData"] = new JsonObject { ["uri"] = "https://issuer.example/step-up", ["uriType"] = "WEB_URI" },
            });
        }

        return data;
    }

    private static JsonObject MaskedConsumer(StoredCard card) => new()
    {
        ["srcConsumerId"] = card.SrcConsumerId,
        ["maskedConsumerIdentity"] = new JsonObject
        {
            ["identityType"] = "EXTERNAL_ACCOUNT_ID",
            ["maskedIdentityValue"] = card.Account.CardType == "DEBIT" ? $"SYSTEM_GENERATED_{card.SrcConsumerId}" : card.ConsumerId,
        },
        ["complianceSettings"] = new JsonObject { ["privacy"] = new JsonObject(), ["tnc"] = null },
        ["status"] = "ACTIVE",
        ["dateConsumerAdded"] = Timestamp(card.CreatedAt),
    };

    private static string Timestamp(DateTimeOffset time) => time.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    /// <summary>Looks like the encrypted card data, holds nothing: random bytes in five parts.</summary>
    private static string Opaque() => string.Join(
        '.',
        Base64Url.EncodeToString("""{"alg":"RSA-OAEP-256","enc":"A256GCM"}"""u8),
        Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(256)),
        Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(12)),
        Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(160)),
        Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(16)));
}
