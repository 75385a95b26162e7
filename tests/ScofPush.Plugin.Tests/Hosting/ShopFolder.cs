using System.Text;

namespace ScofPush.Plugin.Tests.Hosting;

/// <summary>What outlives a shop's process: its databases, its key ring and its settings.</summary>
internal sealed class ShopFolder
{
    private readonly string _folder;

    public ShopFolder(string folder, Merchant merchant, string networkOrigin)
    {
        _folder = Directory.CreateDirectory(folder).FullName;
        Settings = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["ConnectionStrings:Shop"] = $"Data Source={Path.Combine(_folder, "shop.db")}",
            ["ConnectionStrings:ScofPush"] = $"Data Source={Database}",
            ["Shop:CardArtHosts:0"] = networkOrigin,
            ["ScofPush:Pages:CardArtHosts:0"] = networkOrigin,
            ["ScofPush:Returning:AllowedCallbacks:0"] = Market.Bank,
            ["ScofPush:Enrollment:ConsumerIdKey"] = merchant.ConsumerIdKey,
            ["ScofPush:Mastercard:BaseAddress"] = $"{networkOrigin}/src/api/digital/payments",
            ["ScofPush:Mastercard:ConsumerKey"] = merchant.ConsumerKey,
            ["ScofPush:Mastercard:KeyFile"] = merchant.KeyFile,
            ["ScofPush:Mastercard:KeyPassword"] = merchant.KeyPassword,
            ["ScofPush:Mastercard:SrcClientId"] = merchant.SrcClientId,
            ["ScofPush:Mastercard:ServiceId"] = merchant.ServiceId,
            ["ScofPush:Mastercard:SrcDpaId"] = merchant.SrcDpaId,
        };
    }

    public IReadOnlyDictionary<string, string?> Settings { get; }

    /// <summary>The home of a shop that runs as a process of its own.</summary>
    public string Home => Path.Combine(_folder, "home");

    /// <summary>Where a process with that home keeps its Data Protection keys by itself.</summary>
    public string KeyRing => Path.Combine(Home, ".aspnet", "DataProtection-Keys");

    private string Database => Path.Combine(_folder, "scofpush.db");

    /// <summary>Everything that ScofPush has on disk, the write-ahead log included, as text that can be searched.</summary>
    public string ReadScofPushFiles()
    {
        var text = new StringBuilder();
        foreach (var file in Directory.EnumerateFiles(_folder, "scofpush.db*").Order(StringComparer.Ordinal))
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var reader = new StreamReader(stream, Encoding.Latin1);
            text.Append(reader.ReadToEnd());
        }

        return text.ToString();
    }
}
