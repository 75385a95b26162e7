using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;

namespace ScofPush.Plugin.Tests.Hosting;

/// <summary>A shop that keeps everything anybody in it logs, down to Trace.</summary>
public sealed class LoggedShop(Market market) : IAsyncDisposable
{
    internal ShopHost Host { get; } = new(market.NewShopFolder(), new ShopSetup
    {
        Settings = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["ScofPush:Detection:JwksUrl"] = market.Network.KeySetUrl,
            ["ScofPush:Detection:SignedPush"] = "Preferred",
        },
        Services = LogEverything,
    });

    public ValueTask DisposeAsync() => Host.DisposeAsync();

    internal IReadOnlyList<FakeLogRecord> Log() => Host.Services.GetFakeLogCollector().GetSnapshot();

    /// <summary>All that a record says: message, exception, values and scopes.</summary>
    internal static string TextOf(FakeLogRecord record) => string.Join(
        '\n',
        [
            record.Message,
            record.Exception?.ToString() ?? "",
            .. (record.StructuredState ?? []).Select(pair => $"{pair.Key}={pair.Value}"),
            .. record.Scopes.SelectMany(TextsOf),
        ]);

    private static IEnumerable<string> TextsOf(object? scope) => scope is IEnumerable<KeyValuePair<string, object?>> pairs
        ? pairs.Select(pair => $"{pair.Key}={pair.Value}").Append($"{scope}")
        : [$"{scope}"];

    private static void LogEverything(IServiceCollection services)
    {
        services.AddLogging(logging => logging.ClearProviders().AddFakeLogging());
        services.PostConfigure<LoggerFilterOptions>(options =>
        {
            options.Rules.Clear();
            options.MinLevel = LogLevel.Trace;
        });
    }
}
