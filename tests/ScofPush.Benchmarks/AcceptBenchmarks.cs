using BenchmarkDotNet.Attributes;
using ScofPush.Benchmarks.Hosting;

namespace ScofPush.Benchmarks;

/// <summary>
/// Accept, with a network that answers at once: claim, enroll, record, 303 to the bank. A push can be accepted once, so every iteration
/// gets its pushes, landed and bound, from its setup, which is not measured.
/// </summary>
[MemoryDiagnoser]
public abstract class AcceptBenchmarks
{
    private Pushes _pushes = null!;

    internal abstract Store Store { get; }

    internal abstract int PushesPerIteration { get; }

    [GlobalSetup]
    public async Task SetupAsync() => _pushes = await Pushes.StartAsync(Store);

    [GlobalCleanup]
    public async Task CleanupAsync() => await _pushes.DisposeAsync();

    [IterationSetup]
    public void Prepare() => _pushes.PrepareAsync(PushesPerIteration).GetAwaiter().GetResult();

    [Benchmark]
    public Task<Answer> Accept() => _pushes.AcceptAsync();
}

/// <inheritdoc />
[SimpleJob(launchCount: 1, warmupCount: 3, iterationCount: 8, invocationCount: Invocations)]
public class AcceptInMemoryBenchmarks : AcceptBenchmarks
{
    private const int Invocations = 512;

    internal override Store Store => Store.InMemory;

    internal override int PushesPerIteration => Invocations;
}

/// <inheritdoc />
[SimpleJob(launchCount: 1, warmupCount: 3, iterationCount: 8, invocationCount: Invocations)]
public class AcceptSqliteBenchmarks : AcceptBenchmarks
{
    private const int Invocations = 64;

    internal override Store Store => Store.Sqlite;

    internal override int PushesPerIteration => Invocations;
}
