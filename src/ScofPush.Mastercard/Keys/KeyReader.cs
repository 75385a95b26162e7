using System.Security.Cryptography;
using System.Text;
using ScofPush.AspNetCore.Diagnostics;

namespace ScofPush.Mastercard.Keys;

/// <summary>
/// Reads the configured private key; nothing is written anywhere. Every fault is a <see cref="ScofPushConfigurationException"/> with
/// one problem.
/// </summary>
internal static class KeyReader
{
    private const int LargestFile = 1024 * 1024;

    /// <param name="options">The settings.</param>
    /// <param name="contentRoot">Where a relative path starts.</param>
    /// <param name="expiresAt">When the key's certificate ends, if there is one.</param>
    public static RSA Read(MastercardOptions options, string contentRoot, out DateTimeOffset? expiresAt)
    {
        var rsa = string.IsNullOrWhiteSpace(options.KeyPem)
            ? ReadFile(options, contentRoot, out expiresAt)
            : PemReader.Read(
                options.KeyPem.Replace("\\n", "\n", StringComparison.Ordinal),
                options.KeyPassword,
                nameof(options.KeyPem),
                out expiresAt
            );
        if (rsa.KeySize >= SigningKey.SmallestKey)
        {
            return rsa;
        }

        rsa.Dispose();
        throw KeyProblem.NotRsa(
            SettingOf(options),
            $"The RSA key is shorter than {SigningKey.SmallestKey} bits. Create a new key in the developer portal."
        );
    }

    /// <summary>Differs from the one before when the key file was written again or replaced, also behind a link.</summary>
    public static KeyStamp Stamp(MastercardOptions options, string contentRoot)
    {
        if (string.IsNullOrWhiteSpace(options.KeyFile))
        {
            return default;
        }

        try
        {
            // By handle: asked by name, a link tells its own age, and volumes of containers hold links.
            using var file = File.OpenHandle(Path.Combine(contentRoot, options.KeyFile));
            return new KeyStamp(File.GetLastWriteTimeUtc(file), RandomAccess.GetLength(file));
        }
        catch (Exception exception)
            when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return default;
        }
    }

    /// <summary>The setting that the key comes from.</summary>
    public static string SettingOf(MastercardOptions options) =>
        string.IsNullOrWhiteSpace(options.KeyPem) ? nameof(options.KeyFile) : nameof(options.KeyPem);

    private static RSA ReadFile(MastercardOptions options, string contentRoot, out DateTimeOffset? expiresAt)
    {
        var bytes = ReadBytes(contentRoot, options.KeyFile ?? "");
        try
        {
            return bytes.AsSpan().IndexOf("-----BEGIN "u8) >= 0
                ? PemReader.Read(Encoding.UTF8.GetString(bytes), options.KeyPassword, nameof(options.KeyFile), out expiresAt)
                : Pkcs12Reader.Read(bytes, options.KeyPassword, options.KeyAlias, out expiresAt);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bytes);
        }
    }

    private static byte[] ReadBytes(string contentRoot, string path)
    {
        const string Setting = nameof(MastercardOptions.KeyFile);
        try
        {
            using var file = File.OpenRead(Path.Combine(contentRoot, path));
            if (file.Length is 0 or > LargestFile)
            {
                throw KeyProblem.Unreadable(Setting, "The key file is empty or larger than any key file is.");
            }

            var bytes = new byte[file.Length];
            file.ReadExactly(bytes);
            return bytes;
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw KeyProblem.Unreadable(
                Setting,
                "The key file does not exist. A relative path starts at the host's content root."
            );
        }
        catch (Exception exception)
            when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw KeyProblem.Unreadable(
                Setting,
                $"The key file cannot be read ({exception.GetType().Name}). Is it a file, and may the process read it?"
            );
        }
    }
}

/// <summary>What tells one state of the key file from another.</summary>
internal readonly record struct KeyStamp(DateTime WrittenAt, long Length);
