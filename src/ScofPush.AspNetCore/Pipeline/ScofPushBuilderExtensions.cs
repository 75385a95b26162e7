using Microsoft.Extensions.DependencyInjection.Extensions;
using ScofPush.AspNetCore.Pending;
using ScofPush.AspNetCore.Pipeline;
using ScofPush.AspNetCore.Recording;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds or replaces parts of ScofPush.</summary>
public static class ScofPushBuilderExtensions
{
    /// <summary>Registers the shop's recorder: it is resolved from a scope of its own for every enrolled card.</summary>
    /// <typeparam name="TRecorder">The recorder.</typeparam>
    /// <param name="builder">The builder.</param>
    public static IScofPushBuilder AddRecorder<TRecorder>(this IScofPushBuilder builder)
        where TRecorder : class, ICardOnFileRecorder
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.Replace(ServiceDescriptor.Scoped<ICardOnFileRecorder, TRecorder>());
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
        return builder;
    }
}
