using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Refit;
using ScofPush.AspNetCore.Diagnostics;
using ScofPush.AspNetCore.Enrollment;
using ScofPush.AspNetCore.Notifications;
using ScofPush.Mastercard;
using ScofPush.Mastercard.Cards;
using ScofPush.Mastercard.Keys;
using ScofPush.Mastercard.Signing;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds the Mastercard client to ScofPush.</summary>
public static class MastercardBuilderExtensions
{
    internal const string HttpClientName = "ScofPush.Mastercard";

    /// <summary>
    /// Enrolls, reads and deletes cards at Mastercard Checkout Solutions. The options are bound from the section <c>Mastercard</c> of
    /// the builder's configuration when they are first needed; neither the configuration nor the key is read now.
    /// </summary>
    /// <param name="builder">What <c>AddScofPush</c> returned.</param>
    /// <param name="configure">Changes the options after the configuration was bound.</param>
    public static IScofPushBuilder AddMastercard(this IScofPushBuilder builder, Action<MastercardOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        if (!builder.Services.Any(service => service.ServiceType == typeof(CardNetwork)))
        {
            builder.Services.AddOptions<MastercardOptions>().Bind(builder.Configuration.GetSection("Mastercard"));
            AddServices(builder.Services);
            AddHttpClient(builder.Services);
        }

        if (configure is not null)
        {
            builder.Services.Configure(configure);
        }

        return builder;
    }

    private static void AddServices(IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<CallBudget>();
        services.TryAddSingleton<ISigningKeySource, ConfiguredKeySource>();
        services.TryAddSingleton<KeyWatch>();
        services.TryAddSingleton<CallPipelines>();
        services.TryAddSingleton<CardCalls>();
        services.TryAddSingleton<CardNetwork>();
        services.TryAddSingleton<CardSessions>();
        services.TryAddSingleton<ICardEnroller, MastercardCardEnroller>();
        services.TryAddSingleton<ICardOnFileClient, MastercardCardOnFileClient>();
        services.TryAddSingleton<ICardNotificationReader, MastercardNotificationReader>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IConfigurationCheck, MastercardConfigurationCheck>());
    }

    private static void AddHttpClient(IServiceCollection services)
    {
        services
            .AddRefitGeneratedClient<ICardApi>(_ => new RefitSettings(new SystemTextJsonContentSerializer(CardJson.Default.Options)), HttpClientName)
            .ConfigureHttpClient(
                (provider, client) =>
                {
                    client.BaseAddress =
                        provider.GetRequiredService<IOptionsMonitor<MastercardOptions>>().CurrentValue.BaseAddress
                        ?? throw new InvalidOperationException("ScofPush:Mastercard:BaseAddress is missing.");
                    client.Timeout = Timeout.InfiniteTimeSpan;
                    client.DefaultRequestVersion = System.Net.HttpVersion.Version11;
                    client.DefaultVersionPolicy = HttpVersionPolicy.RequestVersionOrLower;
                    client.DefaultRequestHeaders.Clear();
                }
            )
            // A clean slate, whatever the host hangs on every client: a retry would enroll twice, a logger would see receipts, a
            // header propagator would hand the shopper's credentials on.
            .ConfigureAdditionalHttpMessageHandlers((handlers, _) => handlers.Clear())
            .RemoveAllLoggers()
            .ConfigurePrimaryHttpMessageHandler(provider => new SigningHandler(
                provider.GetRequiredService<ISigningKeySource>(),
                provider.GetRequiredService<TimeProvider>(),
                provider.GetRequiredService<CallBudget>().Sign,
                CreateSocketsHandler(provider.GetRequiredService<CallBudget>())
            ))
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan);
    }

    private static SocketsHttpHandler CreateSocketsHandler(CallBudget budget) =>
        new()
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            ConnectTimeout = budget.Connect,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            // An idle connection that the other side just closed costs an outcome "unknown": keep none for long.
            PooledConnectionIdleTimeout = TimeSpan.FromSeconds(20),
            // Spans stay, but neither trace ids nor the host's baggage leave the shop.
            ActivityHeadersPropagator = DistributedContextPropagator.CreateNoOutputPropagator(),
        };
}
