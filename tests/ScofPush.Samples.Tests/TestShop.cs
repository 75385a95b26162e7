using System.Security.Cryptography;

namespace ScofPush.Samples.Tests;

/// <summary>A merchant as the network is told about it, with the private key only the merchant has.</summary>
internal sealed record TestShop(string TokenRequestorId, string Name, string PushUri, string ConsumerKey, string ClientId, string ServiceId, string DpaId, RSA Key)
{
    private const string FirstClient = "5e0d4b84-189d-4c86-822d-590602f62062";

    public static TestShop Main { get; } = new(
        "50110030273", "Kelp & Co", "http://shop.example/push?from=bank", "client-a!key-a", FirstClient, "SECURE_COF_MERCHANT#KELP#01", "kelp_dpa", RSA.Create(2048));

    /// <summary>Another programme of the same client: its own service, key and consumer key.</summary>
    public static TestShop Sister { get; } = new(
        "50110030274", "Kelp Outlet", "http://outlet.example/push", "client-a!key-b", FirstClient, "SECURE_COF_MERCHANT#OUTLET#01", "outlet_dpa", RSA.Create(2048));

    public static TestShop Other { get; } = new(
        "50110030999", "Brightwater", "http://books.example/push", "client-c!key-c", "6aff5cba-3aac-4fe0-b0cd-a52fc948d0c6", "SECURE_COF_MERCHANT#BOOKS#01", "books_dpa", RSA.Create(2048));

    public static IReadOnlyList<TestShop> All { get; } = [Main, Sister, Other];
}
