using System.Security.Cryptography;
using ScofPush.AspNetCore.Diagnostics;
using ScofPush.Mastercard.Keys;
using ScofPush.Mastercard.Tests.Support;

namespace ScofPush.Mastercard.Tests.Keys;

public sealed class KeyReaderTests : IDisposable
{
    private static readonly PbeParameters Aes = new(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 2000);
    private static readonly RSA Other = RSA.Create(2048);

    private readonly KeyFiles _files = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public void Read_file_of_the_portal_gives_its_key()
    {
        var path = _files.WritePortalFile(TestKeys.Rsa);

        AssertKey(TestKeys.Rsa, Options(path, "portal"));
        AssertKey(TestKeys.Rsa, Options(path, "portal", KeyFiles.Alias));
        AssertProblem("SP2003", "KeyPassword", Options(path, "wrong"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Read_pkcs12_with_3des_and_sha1_gives_its_key(bool withCertificate)
    {
        using var certificate = KeyFiles.Certify(TestKeys.Rsa, DateTimeOffset.UtcNow.AddYears(1));
        var path = _files.WritePkcs12([(TestKeys.Rsa, KeyFiles.Alias)], certificate: withCertificate ? certificate : null);

        AssertKey(TestKeys.Rsa, Options(path, KeyFiles.Password));
    }

    [Fact]
    public void Read_pkcs12_with_a_certificate_that_cannot_be_opened_gives_its_key()
    {
        using var certificate = KeyFiles.Certify(TestKeys.Rsa, DateTimeOffset.UtcNow.AddYears(1));
        var path = _files.WritePkcs12([(TestKeys.Rsa, KeyFiles.Alias)], certificate: certificate, certificatePassword: "another");

        using var key = KeyReader.Read(Options(path, KeyFiles.Password), "", out var expiresAt);

        AssertSame(TestKeys.Rsa, key);
        Assert.Null(expiresAt);
    }

    [Fact]
    public void Read_pkcs12_with_a_certificate_tells_when_it_ends()
    {
        var end = new DateTimeOffset(2031, 5, 6, 7, 8, 9, TimeSpan.Zero);
        using var certificate = KeyFiles.Certify(TestKeys.Rsa, end);
        var path = _files.WritePkcs12([(TestKeys.Rsa, KeyFiles.Alias)], certificate: certificate);

        using var key = KeyReader.Read(Options(path, KeyFiles.Password), "", out var expiresAt);

        Assert.Equal(end, expiresAt);
    }

    [Fact]
    public void Read_pkcs12_with_many_iterations_gives_its_key()
    {
        var pbe = new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 700_000);
        var path = _files.WritePkcs12([(TestKeys.Rsa, KeyFiles.Alias)], pbe: pbe, macIterations: 700_000);

        AssertKey(TestKeys.Rsa, Options(path, KeyFiles.Password));
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData(null, "")]
    [InlineData("", null)]
    [InlineData("", "")]
    public void Read_pkcs12_without_a_password_gives_its_key(string? made, string? given)
    {
        var path = _files.WritePkcs12([(TestKeys.Rsa, KeyFiles.Alias)], password: made);

        AssertKey(TestKeys.Rsa, Options(path, given));
    }

    [Fact]
    public void Read_pkcs12_with_a_key_in_the_open_gives_it()
    {
        var path = _files.WritePkcs12([(TestKeys.Rsa, KeyFiles.Alias)], plainKeys: true);

        AssertKey(TestKeys.Rsa, Options(path, KeyFiles.Password));
    }

    [Fact]
    public void Read_pkcs12_with_several_keys_goes_by_the_alias()
    {
        var path = _files.WritePkcs12([(Other, "first"), (TestKeys.Rsa, KeyFiles.Alias)]);

        AssertKey(TestKeys.Rsa, Options(path, KeyFiles.Password, "key-alias"));
        AssertKey(Other, Options(path, KeyFiles.Password, "first"));
        AssertProblem("SP2001", "KeyAlias", Options(path, KeyFiles.Password));
        AssertProblem("SP2001", "KeyAlias", Options(path, KeyFiles.Password, "third"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("wrong")]
    public void Read_pkcs12_with_a_wrong_password_is_locked(string? password)
    {
        var path = _files.WritePkcs12([(TestKeys.Rsa, KeyFiles.Alias)]);

        AssertProblem("SP2003", "KeyPassword", Options(path, password));
    }

    [Fact]
    public void Read_pkcs12_without_a_key_is_unreadable()
    {
        AssertProblem("SP2002", "KeyFile", Options(_files.WritePkcs12([]), KeyFiles.Password));
    }

    [Theory]
    [InlineData("pkcs8")]
    [InlineData("pkcs1")]
    [InlineData("encrypted")]
    public void Read_pem_gives_its_key_from_file_and_inline(string kind)
    {
        var pem = kind switch
        {
            "pkcs8" => TestKeys.Rsa.ExportPkcs8PrivateKeyPem(),
            "pkcs1" => TestKeys.Rsa.ExportRSAPrivateKeyPem(),
            _ => TestKeys.Rsa.ExportEncryptedPkcs8PrivateKeyPem(KeyFiles.Password, Aes),
        };
        using var certificate = KeyFiles.Certify(TestKeys.Rsa, DateTimeOffset.UtcNow.AddYears(1));
        var withCertificate = $"text before\n{certificate.ExportCertificatePem()}\n{pem}\n";

        AssertKey(TestKeys.Rsa, Options(_files.Write("key.pem", pem), KeyFiles.Password));
        AssertKey(TestKeys.Rsa, Options(_files.Write("both.pem", withCertificate), KeyFiles.Password));
        AssertKey(TestKeys.Rsa, Inline(pem, KeyFiles.Password));
        AssertKey(TestKeys.Rsa, Inline(pem.Replace("\n", "\\n", StringComparison.Ordinal), KeyFiles.Password));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("wrong")]
    public void Read_encrypted_pem_with_a_wrong_password_is_locked(string? password)
    {
        var pem = TestKeys.Rsa.ExportEncryptedPkcs8PrivateKeyPem(KeyFiles.Password, Aes);

        AssertProblem("SP2003", "KeyPassword", Options(_files.Write("key.pem", pem), password));
        AssertProblem("SP2003", "KeyPassword", Inline(pem, password));
    }

    [Fact]
    public void Read_key_that_is_not_rsa_is_refused()
    {
        using var ec = ECDsa.Create(ECCurve.NamedCurves.nistP256);

        AssertProblem("SP2004", "KeyPem", Inline(ec.ExportPkcs8PrivateKeyPem()));
        AssertProblem("SP2004", "KeyPem", Inline(ec.ExportECPrivateKeyPem()));
    }

    [Fact]
    public void Read_key_that_is_too_short_is_refused()
    {
        using var small = RSA.Create(1024);

        AssertProblem("SP2004", "KeyPem", Inline(small.ExportPkcs8PrivateKeyPem()));
        AssertProblem("SP2004", "KeyFile", Options(_files.WritePkcs12([(small, KeyFiles.Alias)]), KeyFiles.Password));
    }

    [Fact]
    public void Read_file_that_is_no_key_is_unreadable()
    {
        AssertProblem("SP2002", "KeyFile", Options(Path.Combine(_files.Folder, "missing.p12")));
        AssertProblem("SP2002", "KeyFile", Options(Path.Combine(_files.Folder, "no", "folder.p12")));
        AssertProblem("SP2002", "KeyFile", Options(_files.Folder));
        AssertProblem("SP2002", "KeyFile", Options(_files.Write("empty.p12", [])));
        AssertProblem("SP2002", "KeyFile", Options(_files.Write("text.p12", "hello")));
        AssertProblem("SP2002", "KeyFile", Options(_files.Write("large.p12", new byte[2 * 1024 * 1024])));
        AssertProblem("SP2002", "KeyFile", Options(_files.Write("public.pem", TestKeys.Rsa.ExportSubjectPublicKeyInfoPem())));
        AssertProblem("SP2002", "KeyPem", Inline("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----"));
        AssertProblem("SP2002", "KeyPem", Inline("-----BEGIN RSA PRIVATE KEY-----\nAAAA\n-----END RSA PRIVATE KEY-----"));
        AssertProblem("SP2002", "KeyPem", Inline("-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-256-CBC,00\n\nAAAA\n-----END RSA PRIVATE KEY-----"));
    }

    [Fact]
    public void Read_relative_file_starts_at_the_content_root()
    {
        _files.Write("relative.pem", TestKeys.Pem);

        using var key = KeyReader.Read(Options("relative.pem"), _files.Folder, out _);

        AssertSame(TestKeys.Rsa, key);
    }

    private static MastercardOptions Options(string path, string? password = null, string? alias = null) =>
        new()
        {
            KeyFile = path,
            KeyPassword = password,
            KeyAlias = alias,
        };

    private static MastercardOptions Inline(string pem, string? password = null) => new() { KeyPem = pem, KeyPassword = password };

    private static void AssertKey(RSA expected, MastercardOptions options)
    {
        using var key = KeyReader.Read(options, "", out _);
        AssertSame(expected, key);
    }

    private static void AssertSame(RSA expected, RSA actual) =>
        Assert.Equal(expected.ExportRSAPublicKey(), RSA.Create(actual.ExportParameters(includePrivateParameters: true)).ExportRSAPublicKey());

    private static void AssertProblem(string code, string setting, MastercardOptions options)
    {
        var exception = Assert.Throws<ScofPushConfigurationException>(() => KeyReader.Read(options, "", out _));
        var problem = Assert.Single(exception.Problems);
        Assert.Equal((code, $"ScofPush:Mastercard:{setting}"), (problem.Code, problem.Key));
        Assert.All(
            new[] { options.KeyFile, options.KeyPassword, options.KeyAlias, options.KeyPem }.Where(value => !string.IsNullOrEmpty(value)),
            value => Assert.DoesNotContain(value!, problem.Message, StringComparison.Ordinal)
        );
    }
}
