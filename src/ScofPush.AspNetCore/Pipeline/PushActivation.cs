using Microsoft.Extensions.DependencyInjection;
using ScofPush.AspNetCore.Diagnostics;

namespace ScofPush.AspNetCore.Pipeline;

/// <summary>Registering ScofPush does nothing; only a host that calls <c>UseScofPush</c> gets its checks, its store and its worker.</summary>
internal sealed class PushActivation
{
    private readonly TaskCompletionSource _used = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public bool IsUsed => _used.Task.IsCompleted;

    public Task WhenUsed => _used.Task;

    /// <summary>Checks the configuration, once. Throws one exception that lists every problem .</summary>
    public void Activate(IServiceProvider services)
    {
        if (IsUsed)
        {
            return;
        }

        var problems = services.GetServices<IConfigurationCheck>().SelectMany(check => check.Check()).Distinct().ToArray();
        if (problems.Length > 0)
        {
            throw new ScofPushConfigurationException(problems);
        }

        _used.TrySetResult();
    }
}
