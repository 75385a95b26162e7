using Microsoft.Extensions.DependencyInjection;

namespace ScofPush.Mastercard.Tests.Attempts;

/// <summary>What a host hangs on all its clients, and whether it does so ahead of ScofPush or after it .</summary>
internal sealed record HostDefaults(string Name, Action<IServiceCollection>? Before = null, Action<IServiceCollection>? After = null)
{
    public static IReadOnlyList<HostDefaults> All { get; } =
    [
        new("none"),
        new("standard resilience before", Before: Standard),
        new("standard resilience after", After: Standard),
        new("hedging before", Before: Hedging),
        new("hedging after", After: Hedging),
    ];

    public override string ToString() => Name;

    private static void Standard(IServiceCollection services) =>
        services.ConfigureHttpClientDefaults(clients => clients.AddStandardResilienceHandler(options => options.Retry.Delay = TimeSpan.FromMilliseconds(1)));

    private static void Hedging(IServiceCollection services) =>
        services.ConfigureHttpClientDefaults(clients => clients.AddStandardHedgingHandler());
}
