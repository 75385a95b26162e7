using BenchmarkDotNet.Attributes;
using ScofPush.Benchmarks.Hosting;

namespace ScofPush.Benchmarks;

/// <summary>A request that is no push, sent as the benchmarks of the flow send theirs: to be subtracted from them.</summary>
[MemoryDiagnoser]
[SimpleJob(launchCount: 1, warmupCount: 3, iterationCount: 8)]
public class HarnessBenchmarks
{
    private Pushes _pushes = null!;

    [GlobalSetup]
    public async Task SetupAsync() => _pushes = await Pushes.StartAsync(Store.InMemory);

    [GlobalCleanup]
    public async Task CleanupAsync() => await _pushes.DisposeAsync();

    [Benchmark]
    public Task<Answer> Pass() => _pushes.PassAsync();
}
