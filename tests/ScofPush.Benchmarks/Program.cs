using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Running;
using ScofPush.Benchmarks;

if (args is ["--paired"])
{
    await PairedComparison.RunAsync();
    return;
}

var config = DefaultConfig.Instance
    .AddColumn(StatisticColumn.Median, StatisticColumn.Min, new AddedColumn())
    .WithArtifactsPath(Path.Combine(RepositoryRoot(), "artifacts", "benchmarks"));
BenchmarkSwitcher.FromAssembly(typeof(PassThroughBenchmarks).Assembly).Run(args, config);

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
