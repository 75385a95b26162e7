using Microsoft.Extensions.Configuration;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>What <c>AddScofPush</c> returns: parts of ScofPush are added or replaced on it.</summary>
public interface IScofPushBuilder
{
    /// <summary>The host's services.</summary>
    IServiceCollection Services { get; }

    /// <summary>The configuration section <c>ScofPush</c>. It is read when the host starts, not before.</summary>
    IConfiguration Configuration { get; }
}
