using BenchmarkDotNet.Attributes;
using ScofPush.Benchmarks.Hosting;

namespace ScofPush.Benchmarks;

/// <summary>The confirm page of a push that is bound to the customer: one read of the store, one view.</summary>
[MemoryDiagnoser]
[SimpleJob(launchCount: 1, warmupCount: 3, iterationCount: 8)]
public class ConfirmPageBenchmarks
{
    private Pushes _inMemory = null!;
    private Pushes _sqlite = null!;
    private string _inMemoryPath = "";
    private string _sqlitePath = "";

    [GlobalSetup]
    public async Task SetupAsync()
    {
        _inMemory = await Pushes.StartAsync(Store.InMemory);
        _sqlite = await Pushes.StartAsync(Store.Sqlite);
        _inMemoryPath = await _inMemory.BindAsync();
        _sqlitePath = await _sqlite.BindAsync();
    }

    [GlobalCleanup]
    public async Task CleanupAsync()
    {
        await _inMemory.DisposeAsync();
        await _sqlite.DisposeAsync();
    }

    [Benchmark]
    public Task<Answer> InMemory() => _inMemory.ShowAsync(_inMemoryPath);

    [Benchmark]
    public Task<Answer> Sqlite() => _sqlite.ShowAsync(_sqlitePath);
}
