using System.Security.Cryptography;

namespace ScofPush.Mastercard.Tests.Support;

/// <summary>Keys are made at run time: nothing that looks like a secret is in the repository.</summary>
internal static class TestKeys
{
    public const string ConsumerKey = "canary-client-id!canary-key-id";

    public static RSA Rsa { get; } = RSA.Create(2048);

    public static string Pem { get; } = Rsa.ExportPkcs8PrivateKeyPem();
}
