using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using ScofPush.AspNetCore.Diagnostics;

namespace ScofPush.AspNetCore.Pipeline;

/// <summary>Registering ScofPush does nothing; only a host that calls <c>UseScofPush</c> gets its checks, its store and its worker.</summary>
internal sealed class PushActivation
{
    private readonly TaskCompletionSource _used = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private Task<ConfigurationProblem[][]>? _checks;
    private int _isNotReachedNamed;
    private int _marked;

    /// <summary>Whether the mistake in the pipeline is to be named: once .</summary>
    public bool IsNotReachedToBeNamed => Interlocked.Exchange(ref _isNotReachedNamed, 1) == 0;

    public bool IsUsed => _used.Task.IsCompleted;

    /// <summary>Whether a marked request is under way: while there is none, nobody has to look for the mark.</summary>
    public bool IsAnyMarked => Volatile.Read(ref _marked) != 0;

    /// <summary>A request is marked, and its answer is awaited.</summary>
    public void BeginMarked() => Interlocked.Increment(ref _marked);

    public void EndMarked() => Interlocked.Decrement(ref _marked);

    /// <summary>Background work begins when the host has started: it must not compete with it.</summary>
    public async Task WhenStartedAsync(IHostApplicationLifetime lifetime, CancellationToken stopping)
    {
        await _used.Task.WaitAsync(stopping);
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = lifetime.ApplicationStarted.UnsafeRegister(static source => ((TaskCompletionSource)source!).TrySetResult(), started);
        await started.Task.WaitAsync(stopping);
    }

    /// <summary>
    /// Begins to check the configuration, once. In the background and side by side: reading a key takes as long as all the rest, and the
    /// host has more to set up meanwhile.
    /// </summary>
    public void Begin(IServiceProvider services) =>
        _checks ??= Task.WhenAll(services.GetServices<IConfigurationCheck>().Select(check => Task.Run(() => check.Check().ToArray())));

    /// <summary>Throws one exception that lists every problem. The server does not listen before this.</summary>
    public void Complete()
    {
        var problems = _checks!.GetAwaiter().GetResult().SelectMany(found => found).Distinct().ToArray();
        if (problems.Length > 0)
        {
            throw new ScofPushConfigurationException(problems);
        }

        _used.TrySetResult();
    }
}
