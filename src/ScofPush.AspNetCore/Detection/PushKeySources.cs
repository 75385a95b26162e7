using System.Net;
using Microsoft.Extensions.Hosting;

namespace ScofPush.AspNetCore.Detection;

/// <summary>One place that keys come from.</summary>
/// <param name="Name">The setting that names it, for operators.</param>
/// <param name="ReadAsync">Reads its keys; throws when it cannot.</param>
internal sealed record PushKeySource(string Name, Func<CancellationToken, Task<IReadOnlyList<PushKey>>> ReadAsync);

/// <summary>The configured places (protocol 2). Key files come first: a key set cannot replace a key that the operator pinned.</summary>
internal static class PushKeySources
{
    public const string ClientName = "ScofPush.Keys";

    /// <summary>The longest that fetching a key set may take.</summary>
    public static readonly TimeSpan FetchTimeout = TimeSpan.FromSeconds(5);

    public static PushKeySource[] Of(DetectionOptions options, IHttpClientFactory clients, IHostEnvironment environment) =>
    [
        .. options.KeyFiles.Select(file => new PushKeySource(
            $"KeyFiles:{file.Key}",
            _ => Task.FromResult<IReadOnlyList<PushKey>>([PushKey.ReadFile(file.Key, InContentRoot(environment, file.Value))]))),
        .. string.IsNullOrEmpty(options.JwksFile) ? [] : new[]
        {
            new PushKeySource(nameof(options.JwksFile), _ => Task.FromResult(ReadFile(InContentRoot(environment, options.JwksFile)))),
        },
        .. options.JwksUrl is not { } url ? [] : new[]
        {
            new PushKeySource(nameof(options.JwksUrl), cancellationToken => FetchAsync(clients, url, cancellationToken)),
        },
    ];

    public static string InContentRoot(IHostEnvironment environment, string path) => Path.Combine(environment.ContentRootPath, path);

    /// <exception cref="InvalidDataException">The file holds no key set.</exception>
    public static IReadOnlyList<PushKey> ReadFile(string path) =>
        new FileInfo(path).Length <= Jwks.MaxBytes ? Jwks.Read(File.ReadAllBytes(path)) : throw new InvalidDataException("The key set is larger than 256 KB.");

    /// <summary>No redirects, no cookies, nothing larger than a key set; the client's timeout covers the body too.</summary>
    public static HttpMessageHandler NewHandler() => new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        AutomaticDecompression = DecompressionMethods.None,
        ConnectTimeout = FetchTimeout,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
    };

    private static async Task<IReadOnlyList<PushKey>> FetchAsync(IHttpClientFactory clients, Uri url, CancellationToken cancellationToken)
    {
        using var client = clients.CreateClient(ClientName);
        using var response = await client.GetAsync(url, cancellationToken);
        return response.StatusCode == HttpStatusCode.OK
            ? Jwks.Read(await response.Content.ReadAsByteArrayAsync(cancellationToken))
            : throw new InvalidDataException($"The key source answered {(int)response.StatusCode}.");
    }
}
