using System.Globalization;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;

namespace ScofPush.Benchmarks;

/// <summary>What a benchmark takes more than its baseline, in nanoseconds: median against median, which a busy machine shifts least.</summary>
internal sealed class AddedColumn : IColumn
{
    public string Id => nameof(AddedColumn);

    public string ColumnName => "Added";

    public string Legend => "Median less the baseline's median, ns";

    public bool AlwaysShow => false;

    public ColumnCategory Category => ColumnCategory.Baseline;

    public int PriorityInCategory => 0;

    public bool IsNumeric => true;

    public UnitType UnitType => UnitType.Dimensionless;

    public bool IsAvailable(Summary summary) => summary.HasBaselines();

    public bool IsDefault(Summary summary, BenchmarkCase benchmarkCase) => false;

    public string GetValue(Summary summary, BenchmarkCase benchmarkCase) => GetValue(summary, benchmarkCase, summary.Style);

    public string GetValue(Summary summary, BenchmarkCase benchmarkCase, SummaryStyle style) =>
        summary.GetBaseline(summary.GetLogicalGroupKey(benchmarkCase)) is { } baseline
        && Median(summary, baseline) is { } without
        && Median(summary, benchmarkCase) is { } with
            ? (with - without).ToString("+0.0;-0.0;0.0", CultureInfo.InvariantCulture)
            : "?";

    private static double? Median(Summary summary, BenchmarkCase benchmarkCase) => summary[benchmarkCase]?.ResultStatistics?.Median;
}
