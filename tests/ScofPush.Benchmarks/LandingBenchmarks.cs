using BenchmarkDotNet.Attributes;
using ScofPush.Benchmarks.Hosting;

namespace ScofPush.Benchmarks;

/// <summary>A push arrives and is parked, but for the store write, against an OAuth challenge of ASP.NET Core.</summary>
[MemoryDiagnoser]
[SimpleJob(launchCount: 1, warmupCount: 8, iterationCount: 15)]
public class LandingBenchmarks
{
    private Shop _challenging = null!;
    private Pushes _pushes = null!;
    private Pushes _signedPushes = null!;
    private PushSigner _signer = null!;
    private string _token = "";
    private Func<bool> _verification = null!;

    [GlobalSetup]
    public async Task SetupAsync()
    {
        _challenging = await Shop.StartChallengingAsync();
        _pushes = await Pushes.StartAsync(Store.None);
        _signer = new PushSigner();
        _token = _signer.Sign();
        _verification = _signer.Verification(_token);
        _signedPushes = await Pushes.StartSignedAsync(Store.None, _signer);
    }

    [GlobalCleanup]
    public async Task CleanupAsync()
    {
        await _challenging.DisposeAsync();
        await _pushes.DisposeAsync();
        await _signedPushes.DisposeAsync();
        _signer.Dispose();
    }

    [Benchmark(Baseline = true)]
    public Task<Answer> OAuthChallenge() => _challenging.Browser.GetAsync("/account/sign-in");

    [Benchmark]
    public Task<Answer> Plain() => _pushes.LandAsync();

    [Benchmark]
    public Task<Answer> Signed() => _signedPushes.LandSignedAsync(_token);

    /// <summary>What the framework's RSA takes of <see cref="Signed"/>.</summary>
    [Benchmark]
    public bool Verification() => _verification();
}

/// <summary>A landing as it is, and the store write in it. Every call leaves a push in the store, so their number is fixed.</summary>
[MemoryDiagnoser]
public abstract class StoredLandingBenchmarks
{
    private Pushes _pushes = null!;

    internal abstract Store Store { get; }

    internal abstract int WritesPerIteration { get; }

    [GlobalSetup]
    public async Task SetupAsync() => _pushes = await Pushes.StartAsync(Store);

    [GlobalCleanup]
    public async Task CleanupAsync() => await _pushes.DisposeAsync();

    [Benchmark(Baseline = true)]
    public Task<Answer> Land() => _pushes.LandAsync();

    [IterationSetup(Target = nameof(Write))]
    public void Prepare() => _pushes.PrepareWritesAsync(WritesPerIteration).GetAwaiter().GetResult();

    [Benchmark]
    public Task Write() => _pushes.WriteAsync();
}

/// <inheritdoc />
[SimpleJob(launchCount: 1, warmupCount: 20, iterationCount: 15, invocationCount: Invocations)]
public class LandingInMemoryBenchmarks : StoredLandingBenchmarks
{
    private const int Invocations = 2048;

    internal override Store Store => Store.InMemory;

    internal override int WritesPerIteration => Invocations;
}

/// <inheritdoc />
[SimpleJob(launchCount: 1, warmupCount: 3, iterationCount: 8, invocationCount: Invocations)]
public class LandingSqliteBenchmarks : StoredLandingBenchmarks
{
    private const int Invocations = 128;

    internal override Store Store => Store.Sqlite;

    internal override int WritesPerIteration => Invocations;
}
