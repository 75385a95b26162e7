using Microsoft.Extensions.DependencyInjection;

namespace ScofPush.Plugin.Tests.Hosting;

/// <summary>A shop that verifies signed pushes with the network's keys, takes plain ones too, and has no bank on its allow-list.</summary>
public sealed class SignedShop(Market market) : IAsyncDisposable
{
    internal ShopHost Host { get; } = new(market.NewShopFolder(), Setup(market.Network.KeySetUrl, "Preferred"));

    public ValueTask DisposeAsync() => Host.DisposeAsync();

    internal static ShopSetup Setup(string keySetUrl, string policy, TimeProvider? clock = null) => new()
    {
        Settings = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["ScofPush:Detection:JwksUrl"] = keySetUrl,
            ["ScofPush:Detection:SignedPush"] = policy,
            ["ScofPush:Returning:AllowedCallbacks:0"] = null,
        },
        Services = services => services.AddSingleton(clock ?? TimeProvider.System),
    };
}
