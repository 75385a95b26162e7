namespace Demo;

/// <summary>How the three samples are told about each other.</summary>
internal static class Layout
{
    private const string CardApiPath = "/src/api/digital/payments";
    private const string NotificationPath = "/scof-push/notifications/card";
    private const string KeySetPath = "/mdes/connect/1/0/jwks.json";

    /// <summary>The folder of Demo.csproj; the other samples lie beside it and are built into the same place below.</summary>
    public static string ProjectFolder { get; } = FindProjectFolder();

    public static ChildPlan Network(PortTriple ports, string data, Merchant merchant) =>
        Plan("network", "Network", ports.Network, new()
        {
            ["Network__PublicAddress"] = ports.NetworkAddress,
            ["Network__DataFolder"] = Path.Combine(data, "network"),
            ["Network__Merchants__0__TokenRequestorId"] = merchant.TokenRequestorId,
            ["Network__Merchants__0__Name"] = "Tidewell",
            ["Network__Merchants__0__PushUri"] = $"{ports.ShopAddress}/",
            ["Network__Merchants__0__ConsumerKey"] = merchant.ConsumerKey,
            ["Network__Merchants__0__PublicKeyFile"] = Merchant.PublicKeyFile(data),
            ["Network__Merchants__0__SrcClientId"] = merchant.SrcClientId,
            ["Network__Merchants__0__ServiceId"] = merchant.ServiceId,
            ["Network__Merchants__0__SrcDpaId"] = merchant.SrcDpaId,
            ["Network__Merchants__0__NotificationUrl"] = FromServers(ports.Shop) + NotificationPath,
            ["Network__Merchants__0__NotificationHeader"] = Merchant.NotificationHeader,
            ["Network__Merchants__0__NotificationSecret"] = merchant.NotificationSecret,
        });

    public static ChildPlan Bank(PortTriple ports, string data) =>
        Plan("bank", "Bank", ports.Bank, new()
        {
            ["Bank__PublicAddress"] = ports.BankAddress,
            ["Bank__NetworkAddress"] = FromServers(ports.Network),
            ["Bank__DataFolder"] = Path.Combine(data, "bank"),
        });

    public static ChildPlan Storefront(PortTriple ports, string data, Merchant merchant) =>
        Plan("shop", "Storefront", ports.Shop, new()
        {
            ["ConnectionStrings__Shop"] = $"Data Source={Path.Combine(data, "shop.db")}",
            ["ConnectionStrings__ScofPush"] = $"Data Source={Path.Combine(data, "scofpush.db")}",
            ["Shop__CardArtHosts__0"] = ports.NetworkAddress,
            ["ScofPush__Pages__CardArtHosts__0"] = ports.NetworkAddress,

            // Both forms of a push, so that the bank can show both. The plain one needs the allow-list: its callback is vouched for by nobody.
            ["ScofPush__Detection__JwksUrl"] = FromServers(ports.Network) + KeySetPath,
            ["ScofPush__Detection__SignedPush"] = "Preferred",
            ["ScofPush__Returning__AllowedCallbacks__0"] = ports.BankAddress,
            ["ScofPush__Enrollment__ConsumerIdKey"] = merchant.ConsumerIdKey,
            ["ScofPush__Notifications__Enabled"] = "true",
            ["ScofPush__Notifications__HeaderName"] = Merchant.NotificationHeader,
            ["ScofPush__Notifications__Secret"] = merchant.NotificationSecret,
            ["ScofPush__Mastercard__BaseAddress"] = FromServers(ports.Network) + CardApiPath,
            ["ScofPush__Mastercard__ConsumerKey"] = merchant.ConsumerKey,
            ["ScofPush__Mastercard__KeyFile"] = Merchant.KeyFile(data),
            ["ScofPush__Mastercard__KeyPassword"] = merchant.KeyPassword,
            ["ScofPush__Mastercard__SrcClientId"] = merchant.SrcClientId,
            ["ScofPush__Mastercard__ServiceId"] = merchant.ServiceId,
            ["ScofPush__Mastercard__SrcDpaId"] = merchant.SrcDpaId,
        });

    /// <summary>Browsers know that every name below localhost is this machine; resolvers of servers often do not.</summary>
    private static string FromServers(int port) => $"http://127.0.0.1:{port}";

    private static ChildPlan Plan(string name, string project, int port, Dictionary<string, string> settings)
    {
        var folder = Path.Combine(ProjectFolder, "..", project);
        var output = Path.GetRelativePath(ProjectFolder, AppContext.BaseDirectory);
        var assembly = Path.GetFullPath(Path.Combine(folder, output, $"{project}.dll"));
        return new ChildPlan(name, assembly, Path.GetFullPath(folder), port, new Uri(FromServers(port)), settings);
    }

    private static string FindProjectFolder()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Demo.csproj")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException("The demo runs from its place in the repository: dotnet run --project samples/Demo");
    }
}
