using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using ScofPush.AspNetCore.Diagnostics;
using ScofPush.AspNetCore.Enrollment;
using ScofPush.AspNetCore.Notifications;
using ScofPush.AspNetCore.Pending;
using ScofPush.AspNetCore.Recording;
using ScofPush.AspNetCore.SignIn;

namespace ScofPush.AspNetCore.Pipeline;

/// <summary>Checks that what the flow needs is registered: a network, a store, a sign-in.</summary>
internal static class ServicesCheck
{
    public static IEnumerable<ConfigurationProblem> Check(IServiceProvider services, ScofPushOptions options) =>
        [.. CheckServices(services, options.Pending), .. CheckPorts(services), .. CheckNotifications(services, options.Notifications), .. CheckSignIn(services, options.SignIn)];

    private static IEnumerable<ConfigurationProblem> CheckServices(IServiceProvider services, PendingOptions pending)
    {
        var registered = services.GetRequiredService<IServiceProviderIsService>();
        var environment = services.GetRequiredService<IHostEnvironment>();
        if (!registered.IsService(typeof(ICardEnroller)) || !registered.IsService(typeof(ICardOnFileClient)))
        {
            yield return Missing("ICardEnroller", "no card network: add builder.Services.AddScofPush(builder.Configuration), or .AddMastercard()");
        }

        if (!registered.IsService(typeof(IPushStore)) || !registered.IsService(typeof(ICardOnFileStore)))
        {
            yield return Missing("IPushStore", "no push store: add builder.Services.AddScofPush(builder.Configuration), or .AddEntityFrameworkStore()");
        }
        else if (IsInMemory(services) && !environment.IsDevelopment() && !pending.AllowInMemoryStore)
        {
            yield return new(
                ScofPushCodes.InvalidConfiguration,
                "ScofPush:Pending:AllowInMemoryStore",
                "the in-memory store loses every push on a restart: use .AddEntityFrameworkStore(), or allow it explicitly");
        }
    }

    private static bool IsInMemory(IServiceProvider services) =>
        services.GetRequiredService<IScofPushBuilder>().Services.Last(service => service.ServiceType == typeof(IPushStore) && !service.IsKeyedService)
            .ImplementationType == typeof(InMemoryPushStore);

    /// <summary>A host may replace them: that they cannot be made is to be known now, not when a shopper waits.</summary>
    private static IEnumerable<ConfigurationProblem> CheckPorts(IServiceProvider services)
    {
        Type[] ports = [typeof(ICardEnroller), typeof(ICardOnFileClient), typeof(IPushStore), typeof(ICardOnFileStore)];
        foreach (var port in ports)
        {
            string? fault = null;
            try
            {
                services.GetService(port);
            }
            catch (Exception exception)
            {
                fault = exception.GetType().Name;
            }

            if (fault is not null)
            {
                yield return Missing(port.Name, $"it cannot be made as a singleton ({fault}): is it registered so, with all that its constructor needs?");
            }
        }
    }

    private static IEnumerable<ConfigurationProblem> CheckNotifications(IServiceProvider services, NotificationOptions notifications)
    {
        if (!notifications.Enabled)
        {
            yield break;
        }

        if (!services.GetRequiredService<IServiceProviderIsService>().IsService(typeof(ICardNotificationReader)))
        {
            yield return Missing("ICardNotificationReader", "nothing reads the network's notifications: add .AddMastercard(), or set ScofPush:Notifications:Enabled to false");
        }

        var recorder = services.GetRequiredService<IScofPushBuilder>().Services.Last(service => service.ServiceType == typeof(ICardOnFileRecorder) && !service.IsKeyedService);
        if (recorder != NotifiedRecorder.Registration && recorder != StoreRecorder.Registration)
        {
            yield return new(
                ScofPushCodes.RecorderNotNotified,
                "ICardOnFileRecorder",
                "a notification could not find the cards of this recorder: register it with AddScofPush(...).AddRecorder<T>()");
        }
    }

    private static IEnumerable<ConfigurationProblem> CheckSignIn(IServiceProvider services, SignInOptions signIn)
    {
        if (services.GetService<IAuthenticationSchemeProvider>() is not { } schemes)
        {
            yield return Missing("Authentication", "the shop has no sign-in: add builder.Services.AddAuthentication() with a cookie or OpenID Connect scheme");
            yield break;
        }

        (string Key, AuthenticationScheme? Scheme)[] uses =
        [
            (nameof(signIn.ChallengeScheme), signIn.FindChallengeSchemeAsync(schemes).GetAwaiter().GetResult()),
            (nameof(signIn.AuthenticateScheme), signIn.FindAuthenticateSchemeAsync(schemes).GetAwaiter().GetResult()),
        ];
        foreach (var (key, scheme) in uses)
        {
            if (scheme is null)
            {
                yield return NoScheme(key, "names no registered scheme, or there is no default one: set it to the scheme that signs shoppers in");
            }
            else if (scheme.HandlerType.Name.Contains("Bearer", StringComparison.Ordinal))
            {
                yield return NoScheme(key, "is a bearer scheme, which cannot show a sign-in page: set it to the scheme that signs shoppers in");
            }
        }
    }

    private static ConfigurationProblem NoScheme(string key, string message) =>
        new(ScofPushCodes.NoSignInScheme, $"ScofPush:SignIn:{key}", message);

    private static ConfigurationProblem Missing(string service, string message) => new(ScofPushCodes.ServicesMissing, service, message);
}
