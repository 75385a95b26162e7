using System.Security.Cryptography;
using ScofPush.Mastercard.Cards;
using ScofPush.Mastercard.Keys;
using ScofPush.Mastercard.Tests.Support;

namespace ScofPush.Mastercard.Tests.Cards;

/// <summary>Marked values are looked for in everything that is logged, at Trace .</summary>
public sealed class SecrecyTests
{
    private const string Password = "canary-password-51";
    private const string Pan = "5555444433331111";

    private static readonly string[] Secrets =
    [
        TestClient.Receipt,
        TestClient.ConsumerId,
        TestKeys.ConsumerKey,
        "canary-client-id",
        Password,
        Pan,
        Answers.CardId,
        "oauth_signature",
        "BEGIN PRIVATE KEY",
        "free text",
    ];

    [Fact]
    public async Task Calls_of_every_outcome_log_no_secret()
    {
        await using var network = await FakeNetwork.StartAsync();
        var echo = Answers.Error("INVALID_STATE", TestClient.Receipt, TestClient.ConsumerId)
            .Replace("free text", $"free text {TestClient.Receipt} {Pan}", StringComparison.Ordinal);
        network.AnswerWith(
            Answers.Of(200, Answers.Enrolled($",\"encryptedPushAccountData\":\"{Pan}\"")),
            Answers.Of(400, echo),
            Answers.Of(401, echo),
            Answers.Of(500, echo),
            Answers.RetryAfter("0"),
            Answers.Reset,
            Answers.Of(200, "{\"maskedCard\":\"" + TestClient.Receipt),
            Answers.Ok(),
            Answers.Of(404, echo),
            Answers.Of(500, echo)
        );
        using var key = EncryptedKey.Create(Password);
        await using var client = TestClient.Create(network.Address, key.Use);

        for (var call = 0; call < 6; call++)
        {
            var result = await client.EnrollAsync();
            Assert.DoesNotContain(Secrets, secret => $"{result.Code} {result.Reason} {TestClient.Request()}".Contains(secret, StringComparison.Ordinal));
        }

        await client.Cards.GetAsync(Answers.CardId, TestContext.Current.CancellationToken);
        await client.Cards.DeleteAsync(Answers.CardId, TestContext.Current.CancellationToken);
        await client.Cards.DeleteAsync(Answers.CardId, TestContext.Current.CancellationToken);

        AssertSilent(client, atLeast: 9);
    }

    [Fact]
    public async Task Calls_that_find_nobody_log_no_secret()
    {
        using var key = EncryptedKey.Create(Password);
        await using var client = TestClient.Create(new Uri("http://127.0.0.1:1/api"), key.Use);

        await client.EnrollAsync();

        AssertSilent(client, atLeast: 2);
    }

    [Fact]
    public async Task A_key_that_does_not_open_logs_no_secret()
    {
        using var key = EncryptedKey.Create("another password");
        await using var client = TestClient.Create(
            new Uri("http://127.0.0.1:1/api"),
            values =>
            {
                key.Use(values);
                values["ScofPush:Mastercard:KeyPassword"] = Password;
            }
        );

        var result = await client.EnrollAsync();

        Assert.Equal("SP2003", result.Code);
        Assert.All(client.Check(), problem => Assert.DoesNotContain(Secrets, secret => problem.ToString().Contains(secret, StringComparison.Ordinal)));
        Assert.DoesNotContain(client.Log.Lines, line => line.Everything.Contains(key.Path, StringComparison.Ordinal));
        AssertSilent(client, atLeast: 2);
    }

    [Fact]
    public void Wire_types_and_keys_do_not_print_what_they_hold()
    {
        // A record would: its ToString lists its members.
        Type[] wire = [typeof(EnrollCardRequest), typeof(EnrolmentReferenceData), typeof(Consumer), typeof(ConsumerIdentity)];
        Assert.All(wire, type => Assert.Equal(typeof(object), type.GetMethod(nameof(ToString), [])!.DeclaringType));
        Assert.DoesNotContain("canary", new SigningKey(TestKeys.ConsumerKey, TestKeys.Rsa).ToString(), StringComparison.Ordinal);
    }

    private static void AssertSilent(TestClient client, int atLeast)
    {
        Assert.True(client.Log.Lines.Count >= atLeast, "Too little was logged for this test to mean anything.");
        Assert.All(client.Log.Lines, line => Assert.DoesNotContain(Secrets, secret => line.Everything.Contains(secret, StringComparison.OrdinalIgnoreCase)));
        Assert.All(
            client.Log.Lines.Where(line => line.Category.StartsWith("ScofPush", StringComparison.Ordinal)),
            line =>
            {
                Assert.InRange(line.Id.Id, 2000, 2099);
                Assert.False(string.IsNullOrEmpty(line.Id.Name));
            }
        );
    }

    private sealed class EncryptedKey : IDisposable
    {
        private EncryptedKey(string path) => Path = path;

        public string Path { get; }

        private string Secret { get; init; } = "";

        public static EncryptedKey Create(string password)
        {
            var path = System.IO.Path.GetTempFileName();
            var pbe = new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1000);
            File.WriteAllText(path, TestKeys.Rsa.ExportEncryptedPkcs8PrivateKeyPem(password, pbe));
            return new EncryptedKey(path) { Secret = password };
        }

        public void Use(Dictionary<string, string?> values)
        {
            values.Remove("ScofPush:Mastercard:KeyPem");
            values["ScofPush:Mastercard:KeyFile"] = Path;
            values["ScofPush:Mastercard:KeyPassword"] = Secret;
        }

        public void Dispose() => File.Delete(Path);
    }
}
