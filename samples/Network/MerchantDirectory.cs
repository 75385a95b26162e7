using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Options;

namespace Network;

/// <summary>The configured merchants and their public keys.</summary>
internal sealed class MerchantDirectory(IOptions<NetworkOptions> options, IHostEnvironment environment) : IDisposable
{
    private readonly ConcurrentDictionary<string, LoadedKey> _keys = new(StringComparer.Ordinal);

    public IReadOnlyList<Merchant> All => options.Value.Merchants;

    public Merchant? ByTokenRequestor(string? tokenRequestorId) =>
        All.FirstOrDefault(merchant => merchant.TokenRequestorId == tokenRequestorId);

    public IReadOnlyList<Merchant> ByConsumerKey(string consumerKey) =>
        [.. All.Where(merchant => merchant.ConsumerKey == consumerKey)];

    /// <summary>The merchant's public key, or null while its file is not there: a shop may make its key after the network has started.</summary>
    public RSA? KeyOf(Merchant merchant)
    {
        var file = new FileInfo(Path.Combine(environment.ContentRootPath, merchant.PublicKeyFile));
        if (!file.Exists)
        {
            return null;
        }

        if (_keys.TryGetValue(file.FullName, out var loaded) && loaded.WrittenAt == file.LastWriteTimeUtc)
        {
            return loaded.Key;
        }

        // A replaced key is left to the finalizer: another call may be verifying with it.
        var key = Load(File.ReadAllText(file.FullName));
        _keys[file.FullName] = new LoadedKey(key, file.LastWriteTimeUtc);
        return key;
    }

    public void Dispose()
    {
        foreach (var loaded in _keys.Values)
        {
            loaded.Key.Dispose();
        }
    }

    private static RSA Load(string pem)
    {
        if (pem.Contains("BEGIN CERTIFICATE", StringComparison.Ordinal))
        {
            using var certificate = X509Certificate2.CreateFromPem(pem);
            return certificate.GetRSAPublicKey() ?? throw new CryptographicException("The merchant's certificate holds no RSA key.");
        }

        var key = RSA.Create();
        key.ImportFromPem(pem);
        return key;
    }

    private sealed record LoadedKey(RSA Key, DateTime WrittenAt);
}
