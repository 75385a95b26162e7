using BenchmarkDotNet.Attributes;
using ScofPush.Benchmarks.Hosting;

namespace ScofPush.Benchmarks;

/// <summary>A push arrives and is parked: 303. The number of invocations is fixed, because every one leaves a push in the store.</summary>
[MemoryDiagnoser]
public abstract class LandingBenchmarks
{
    private Pushes _pushes = null!;

    internal abstract Store Store { get; }

    [GlobalSetup]
    public async Task SetupAsync() => _pushes = await Pushes.StartAsync(Store);

    [GlobalCleanup]
    public async Task CleanupAsync() => await _pushes.DisposeAsync();

    [Benchmark]
    public Task<Answer> Land() => _pushes.LandAsync();
}

/// <inheritdoc />
[SimpleJob(launchCount: 1, warmupCount: 3, iterationCount: 8, invocationCount: 2048)]
public class LandingInMemoryBenchmarks : LandingBenchmarks
{
    internal override Store Store => Store.InMemory;
}

/// <inheritdoc />
[SimpleJob(launchCount: 1, warmupCount: 3, iterationCount: 8, invocationCount: 128)]
public class LandingSqliteBenchmarks : LandingBenchmarks
{
    internal override Store Store => Store.Sqlite;
}
