using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.ApplicationParts;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using ScofPush.AspNetCore.Detection;
using ScofPush.AspNetCore.Diagnostics;
using ScofPush.AspNetCore.Enrollment;
using ScofPush.AspNetCore.Notifications;
using ScofPush.AspNetCore.Pages;
using ScofPush.AspNetCore.Pending;
using ScofPush.AspNetCore.Pipeline;
using ScofPush.AspNetCore.Recording;
using ScofPush.AspNetCore.Returning;
using ScofPush.AspNetCore.SignIn;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers the flow of ScofPush and replaces parts of it.</summary>
public static class ScofPushServiceCollectionExtensions
{
    /// <summary>
    /// Registers the flow without a card network and without a durable store: add them on the builder. Most shops call
    /// <c>AddScofPush</c> of the package ScofPush.Plugin. Reads no configuration now; may be called again without effect.
    /// </summary>
    /// <param name="services">The host's services.</param>
    /// <param name="configuration">The host's configuration, or its section <c>ScofPush</c>.</param>
    public static IScofPushBuilder AddScofPushCore(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configuration);

        if (services.FirstOrDefault(service => service.ServiceType == typeof(IScofPushBuilder))?.ImplementationInstance is IScofPushBuilder existing)
        {
            return existing;
        }

        var section = configuration is IConfigurationSection { Key: "ScofPush" } ? configuration : configuration.GetSection("ScofPush");
        var builder = new ScofPushBuilder(services, section);
        services.AddSingleton<IScofPushBuilder>(builder);
        services.AddOptions<ScofPushOptions>().Bind(section);
        AddSlice(services, options => options.Pages);
        AddSlice(services, options => options.Detection);
        AddSlice(services, options => options.Pending);
        AddSlice(services, options => options.SignIn);
        AddSlice(services, options => options.Enrollment);
        AddSlice(services, options => options.Recording);
        AddSlice(services, options => options.Notifications);
        AddSlice(services, options => options.Returning);
        AddPlatform(services);
        AddKeyClient(services);
        AddSteps(services);
        return builder;
    }

    /// <summary>Registers the shop's recorder: it is resolved from a scope of its own for every enrolled card.</summary>
    /// <typeparam name="TRecorder">The recorder.</typeparam>
    /// <param name="builder">The builder.</param>
    public static IScofPushBuilder AddRecorder<TRecorder>(this IScofPushBuilder builder)
        where TRecorder : class, ICardOnFileRecorder
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.Replace(NotifiedRecorder.Registration);
        builder.Services.RemoveAllKeyed<ICardOnFileRecorder>(NotifiedRecorder.HostKey);
        builder.Services.AddKeyedScoped<ICardOnFileRecorder, TRecorder>(NotifiedRecorder.HostKey);
        return builder;
    }

    /// <summary>Sets options in code, after the configuration was read.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="configure">Sets the options.</param>
    public static IScofPushBuilder Configure(this IScofPushBuilder builder, Action<ScofPushOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.Configure(configure);
        return builder;
    }

    /// <summary>
    /// Keeps pushes in memory: for Development and tests. Elsewhere the host does not start with it unless
    /// <c>ScofPush:Pending:AllowInMemoryStore</c> allows it.
    /// </summary>
    /// <param name="builder">The builder.</param>
    public static IScofPushBuilder AddInMemoryStore(this IScofPushBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.Replace(ServiceDescriptor.Singleton<IPushStore, InMemoryPushStore>());
        builder.Services.Replace(ServiceDescriptor.Singleton<ICardOnFileStore, InMemoryCardOnFileStore>());
        builder.Services.RemoveAll<IRecordingTransaction>();
        return builder;
    }

    /// <summary>
    /// Forgets a customer, where the shop closes an account or has to erase personal data on request. Pushes that have ended are
    /// anonymised at once, as all are after <c>ScofPush:Pending:AnonymizeAfter</c>; one that nobody has accepted yet ends. What is under way is
    /// finished first, so that no card is lost: a recorder answers <see cref="RecordingResult.Refused"/> for a customer whom it no longer has.
    /// The customer's cards are removed from <see cref="ICardOnFileStore"/>, also those that come there later. At the network nothing is
    /// deleted: call <see cref="ICardOnFileClient.DeleteAsync"/> for each card before. Sign the customer out first, or another push may be bound
    /// to them. It may be repeated, and is to be when it throws: it throws what the store throws.
    /// </summary>
    /// <param name="services">The host's services, or a request's.</param>
    /// <param name="customerKey">The host's key of the customer, as the sign-in gave it, compared exactly.</param>
    /// <param name="cancellationToken">Ends the work between two pushes or cards.</param>
    /// <returns>
    /// How many pushes are still under way; each is anonymised by itself when it has ended: normally in seconds, in minutes where the network's
    /// answer was lost, and where a card is put aside (SP1604) when an operator has looked after it.
    /// </returns>
    public static Task<int> EraseScofPushCustomerAsync(this IServiceProvider services, string customerKey, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentException.ThrowIfNullOrEmpty(customerKey);
        return services.GetRequiredService<PersonalDataEraser>().EraseAsync(customerKey, cancellationToken);
    }

    private static void AddSlice<T>(IServiceCollection services, Func<ScofPushOptions, T> slice)
        where T : class =>
        services.AddSingleton(provider => slice(provider.GetRequiredService<IOptions<ScofPushOptions>>().Value));

    private static void AddPlatform(IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddMetrics();
        services.AddDataProtection();
        services.AddAntiforgery();
        services.AddMvcCore().AddViews().AddRazorViewEngine().ConfigureApplicationPartManager(manager =>
            manager.ApplicationParts.Add(new CompiledRazorAssemblyPart(typeof(PageRenderer).Assembly)));
    }

    /// <summary>Nothing that a host hangs on every client: a retry would break the cool-down, a redirect the promise of one address.</summary>
    private static void AddKeyClient(IServiceCollection services) => services
        .AddHttpClient(PushKeySources.ClientName, client =>
        {
            client.Timeout = PushKeySources.FetchTimeout;
            client.MaxResponseContentBufferSize = Jwks.MaxBytes;
        })
        .ConfigureAdditionalHttpMessageHandlers((handlers, _) => handlers.Clear())
        .ConfigurePrimaryHttpMessageHandler(PushKeySources.NewHandler);

    private static void AddSteps(IServiceCollection services)
    {
        AddStep<ScofPushMetrics>(services);
        AddStep<PageRenderer>(services);
        AddStep<PushKeys>(services);
        AddStep<PushReader>(services);
        AddStep<PushSeal>(services);
        AddStep<PushLot>(services);
        AddStep<OwnCookies>(services);
        AddStep<BrowserMarks>(services);
        AddStep<LandingLimits>(services);
        AddStep<ResumeCookie>(services);
        AddStep<ShopperSignIn>(services);
        AddStep<ConsumerIds>(services);
        AddStep<ReceiptOutcomes>(services);
        AddStep<ReceiptFollowing>(services);
        AddStep<LostReceipts>(services);
        AddStep<ReceiptCall>(services);
        AddStep<ReceiptEnrollment>(services);
        AddStep<ReceiptSettling>(services);
        AddStep<CardRecording>(services);
        AddStep<PersonalDataEraser>(services);
        AddStep<NotificationGate>(services);
        AddStep<CardUpdates>(services);
        AddStep<NotificationEndpoint>(services);
        AddStep<CallbackPolicy>(services);
        AddStep<CallbackResults>(services);
        AddStep<PushSignIn>(services);
        AddStep<PushVisits>(services);
        AddStep<PushPages>(services);
        AddStep<PushProcessor>(services);
        AddStep<PushLanding>(services);
        AddStep<PushFlow>(services);
        AddStep<PushResuming>(services);
        services.AddSingleton<PushActivation>();
        services.AddSingleton<IConfigurationCheck, FlowCheck>();
        services.AddSingleton<IStartupFilter, ScofPushStartupFilter>();
        services.AddHostedService<PushWorker>();
        services.AddHostedService<KeyWorker>();
        services.TryAdd(StoreRecorder.Registration);
    }

    /// <summary>By factory, because a host that only registers must build even where a port is missing: <c>UseScofPush</c> names it.</summary>
    private static void AddStep<T>(IServiceCollection services)
        where T : class =>
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<T>(provider));

    private sealed record ScofPushBuilder(IServiceCollection Services, IConfiguration Configuration) : IScofPushBuilder;
}
