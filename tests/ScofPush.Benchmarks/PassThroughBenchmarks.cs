using BenchmarkDotNet.Attributes;
using Microsoft.AspNetCore.Http;
using ScofPush.Benchmarks.Hosting;

namespace ScofPush.Benchmarks;

/// <summary>What every request of the host pays that is no push: nothing to collect, and at most 15 ns (design 3).</summary>
[MemoryDiagnoser]
[SimpleJob(launchCount: 3, warmupCount: 3, iterationCount: 8)]
public class PassThroughBenchmarks
{
    private readonly DefaultHttpContext _context = new();
    private Shop _plainShop = null!;
    private Shop _pushShop = null!;
    private RequestDelegate _plain = null!;
    private RequestDelegate _push = null!;

    /// <summary>The query of the request.</summary>
    [ParamsAllValues]
    public QueryKind Query { get; set; }

    [GlobalSetup]
    public async Task SetupAsync()
    {
        _plainShop = await Shop.StartWithoutPluginAsync();
        _pushShop = await Shop.StartAsync();
        _plain = _plainShop.Pipeline;
        _push = _pushShop.Pipeline;
        _context.Request.Method = HttpMethods.Get;
        _context.Request.Path = "/products/espresso-cups/42";
        _context.Request.QueryString = new QueryString(Query switch
        {
            QueryKind.None => "",
            QueryKind.Short => "?page=2&sort=price&colour=blue",
            _ => "?" + string.Join('&', Enumerable.Range(1, 20).Select(n => $"utm_campaign_{n}=spring-collection-{n:0000}-newsletter-for-returning-customers")),
        });
    }

    [GlobalCleanup]
    public async Task CleanupAsync()
    {
        await _plainShop.DisposeAsync();
        await _pushShop.DisposeAsync();
    }

    [Benchmark(Baseline = true)]
    public bool WithoutPlugin() => ReferenceEquals(_plain(_context), Shop.Passed);

    [Benchmark]
    public bool WithPlugin() => ReferenceEquals(_push(_context), Shop.Passed);
}

/// <summary>How much query an ordinary request brings.</summary>
public enum QueryKind
{
    /// <summary>None.</summary>
    None,

    /// <summary>Two parameters.</summary>
    Short,

    /// <summary>1.4 KB of campaign parameters, as much as a push of five receipts has.</summary>
    Long,
}
