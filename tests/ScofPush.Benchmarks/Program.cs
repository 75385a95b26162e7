using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Running;
using ScofPush.Benchmarks;
using ScofPush.Benchmarks.Accepting;
using ScofPush.Benchmarks.Starting;

if (args is [StartHost.Argument, var side])
{
    await StartHost.RunAsync(hasPlugin: side == StartHost.With);
    return 0;
}

if (args is ["--paired"])
{
    await PairedPassThrough.RunAsync();
    return 0;
}

if (args is ["--paired-landing"])
{
    await PairedLanding.RunAsync();
    return 0;
}

if (args is [CardServer.Argument])
{
    await CardServer.RunAsync();
    return 0;
}

if (args is ["--paired-accept"])
{
    await PairedAccept.RunAsync(rounds: 40, calls: 25);
    return 0;
}

if (args is ["--paired-start"])
{
    await PairedStart.RunAsync(pairs: 21);
    return 0;
}

return RunBenchmarks(args);

// Apart, so that the shop whose start is measured loads nothing of it.
static int RunBenchmarks(string[] args)
{
    var config = DefaultConfig.Instance
        .AddColumn(StatisticColumn.Median, StatisticColumn.Min, new AddedColumn())
        .WithBuildTimeout(TimeSpan.FromMinutes(10))
        .WithArtifactsPath(Path.Combine(RepositoryRoot(), "artifacts", "benchmarks"));
    var summaries = BenchmarkSwitcher.FromAssembly(typeof(PassThroughBenchmarks).Assembly).Run(args, config);
    return summaries.Any(summary => summary.HasCriticalValidationErrors || summary.Reports.Any(report => !report.Success)) ? 1 : 0;
}

static string RepositoryRoot()
{
    for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
    {
        if (File.Exists(Path.Combine(folder.FullName, "ScofPush.Plugin.sln")))
        {
            return folder.FullName;
        }
    }

    return Environment.CurrentDirectory;
}
