using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.ApplicationParts;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using ScofPush.AspNetCore.Diagnostics;
using ScofPush.AspNetCore.Enrollment;
using ScofPush.AspNetCore.Pages;
using ScofPush.AspNetCore.Pending;
using ScofPush.AspNetCore.Pipeline;
using ScofPush.AspNetCore.Recording;
using ScofPush.AspNetCore.Returning;
using ScofPush.AspNetCore.SignIn;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers the flow of ScofPush.</summary>
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
        AddSlice(services, options => options.Pending);
        AddSlice(services, options => options.SignIn);
        AddSlice(services, options => options.Enrollment);
        AddSlice(services, options => options.Returning);
        AddPlatform(services);
        AddSteps(services);
        return builder;
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

    private static void AddSteps(IServiceCollection services)
    {
        services.AddSingleton<ScofPushMetrics>();
        services.AddSingleton<PageRenderer>();
        services.AddSingleton<PushSeal>();
        services.AddSingleton<PushLot>();
        services.AddSingleton<ShopperSignIn>();
        services.AddSingleton<ConsumerIds>();
        services.AddSingleton<ReceiptEnrollment>();
        services.AddSingleton<CardRecording>();
        services.AddSingleton<CallbackPolicy>();
        services.AddSingleton<CallbackResults>();
        services.AddSingleton<PushActivation>();
        services.AddSingleton<PushVisits>();
        services.AddSingleton<PushPages>();
        services.AddSingleton<PushProcessor>();
        services.AddSingleton<PushLanding>();
        services.AddSingleton<PushFlow>();
        services.AddSingleton<IConfigurationCheck, OptionsCheck>();
        services.AddSingleton<IConfigurationCheck, ServicesCheck>();
        services.AddSingleton<IStartupFilter, ScofPushStartupFilter>();
        services.AddHostedService<PushWorker>();
        services.TryAddScoped<ICardOnFileRecorder, StoreRecorder>();
    }

    private sealed record ScofPushBuilder(IServiceCollection Services, IConfiguration Configuration) : IScofPushBuilder;
}
