using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace ScofPush.AspNetCore.Detection;

/// <summary>A public key that signed pushes are verified with.</summary>
internal sealed class PushKey : IDisposable
{
    private const int MinBytes = 2048 / 8;
    private const int MaxBytes = 8192 / 8;

    private PushKey(string id, RSAParameters parameters)
    {
        Id = id;
        Rsa = RSA.Create(parameters);
    }

    /// <summary>The <c>kid</c> that pushes name it by.</summary>
    public string Id { get; }

    /// <summary>One instance serves all requests: verifying changes nothing in it.</summary>
    public RSA Rsa { get; }

    /// <summary>From when on it is used, UTC; for a certificate its own date.</summary>
    public DateTime NotBefore { get; private init; } = DateTime.MinValue;

    /// <summary>Until when it is used, UTC; for a certificate its own date.</summary>
    public DateTime NotAfter { get; private init; } = DateTime.MaxValue;

    /// <summary>A key of 2048 to 8192 bits; <see langword="null"/> for any other.</summary>
    /// <exception cref="CryptographicException">These are not the parameters of a public key.</exception>
    public static PushKey? Create(string id, RSAParameters parameters) =>
        IsUsable(ref parameters) ? new PushKey(id, parameters) : null;

    /// <summary>Reads a file: a PEM public key, or a certificate as PEM or DER.</summary>
    /// <exception cref="InvalidDataException">The file holds no such key; the message says why.</exception>
    public static PushKey ReadFile(string id, string path)
    {
        try
        {
            var bytes = File.ReadAllBytes(path);
            var text = Encoding.ASCII.GetString(bytes);
            var key = text.Contains("PRIVATE KEY", StringComparison.Ordinal) ? throw new InvalidDataException("it holds a private key; only the public one belongs here")
                : text.Contains("PUBLIC KEY-----", StringComparison.Ordinal) ? ReadPem(id, text)
                : ReadCertificate(id, bytes);
            return key ?? throw new InvalidDataException("its key is not RSA of 2048 to 8192 bits");
        }
        catch (Exception exception) when (exception is CryptographicException or ArgumentException)
        {
            throw new InvalidDataException("it holds neither a PEM public key nor an X.509 certificate with an RSA key", exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new InvalidDataException("it cannot be opened", exception);
        }
    }

    public bool IsValidAt(DateTimeOffset now) => now.UtcDateTime >= NotBefore && now.UtcDateTime <= NotAfter;

    public void Dispose() => Rsa.Dispose();

    private static PushKey? ReadPem(string id, string text)
    {
        using var rsa = RSA.Create();
        rsa.ImportFromPem(text);
        return Create(id, rsa.ExportParameters(includePrivateParameters: false));
    }

    private static PushKey? ReadCertificate(string id, byte[] bytes)
    {
        using var certificate = X509CertificateLoader.LoadCertificate(bytes);
        using var rsa = certificate.GetRSAPublicKey() ?? throw new InvalidDataException("its certificate holds no RSA key");
        var parameters = rsa.ExportParameters(includePrivateParameters: false);
        return IsUsable(ref parameters)
            ? new PushKey(id, parameters)
            {
                NotBefore = certificate.NotBefore.ToUniversalTime(),
                NotAfter = certificate.NotAfter.ToUniversalTime(),
            }
            : null;
    }

    private static bool IsUsable(ref RSAParameters parameters)
    {
        parameters.Modulus = parameters.Modulus.AsSpan().TrimStart((byte)0).ToArray();
        return parameters.Modulus.Length is >= MinBytes and <= MaxBytes;
    }
}
