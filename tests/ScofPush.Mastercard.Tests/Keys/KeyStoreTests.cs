using System.Security.Cryptography;
using ScofPush.Mastercard.Tests.Support;

namespace ScofPush.Mastercard.Tests.Keys;

/// <summary>Loading a key leaves none behind: other ways to open PKCS#12 write into the user's or the machine's key store.</summary>
public sealed class KeyStoreTests
{
    private static readonly string[] Stores =
    [
        InFolder(Environment.SpecialFolder.UserProfile, ".dotnet", "corefx"),
        InFolder(Environment.SpecialFolder.UserProfile, ".microsoft"),
        InFolder(Environment.SpecialFolder.ApplicationData, "Microsoft", "Crypto"),
        InFolder(Environment.SpecialFolder.ApplicationData, "Microsoft", "SystemCertificates"),
        InFolder(Environment.SpecialFolder.CommonApplicationData, "Microsoft", "Crypto"),
    ];

    [Fact]
    public async Task Load_and_sign_write_no_file()
    {
        using var files = new KeyFiles();
        using var key = RSA.Create(2048);
        using var certificate = KeyFiles.Certify(key, new DateTimeOffset(2035, 1, 1, 0, 0, 0, TimeSpan.Zero));
        var path = files.WritePkcs12([(key, KeyFiles.Alias)], certificate: certificate);
        await using var host = new KeyHost(time: new TimerProbe(), values: [("KeyPem", null), ("KeyFile", path), ("KeyPassword", KeyFiles.Password)]);
        var before = Snapshot(files.Folder);

        host.Start();
        await (await host.KeyAsync()).SignAsync([1], TestContext.Current.CancellationToken);

        Assert.Equal(before, Snapshot(files.Folder));
    }

    private static string[] Snapshot(string keyFolder) =>
        [
            .. Stores
                .Append(keyFolder)
                .Append(AppContext.BaseDirectory)
                .Where(Directory.Exists)
                .SelectMany(folder => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
                .Where(file => !file.Contains("TestResults", StringComparison.Ordinal) && !file.EndsWith(".log", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal),
        ];

    private static string InFolder(Environment.SpecialFolder folder, params string[] below) =>
        Path.Combine([Environment.GetFolderPath(folder), .. below]);
}
