using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using Xunit;

namespace ScofPush.AspNetCore.Tests.Properties;

/// <summary>
/// Counts the cases of one property by class, so that a property cannot hold because nothing interesting was generated. What was counted
/// stands in <c>artifacts/properties.txt</c>, one file a run, and in the output of the test. A failure prints its seed; the same cases come
/// again with the environment variable <c>CsCheck_Seed</c> set to it.
/// </summary>
internal sealed class Tally(string property)
{
    private readonly ConcurrentDictionary<string, int> _counts = new(StringComparer.Ordinal);
    private readonly long _start = Stopwatch.GetTimestamp();
    private int _total;

    /// <summary>Counts a case.</summary>
    public void Case() => Interlocked.Increment(ref _total);

    /// <summary>Counts a class that the case at hand belongs to.</summary>
    public void Add(string name) => _counts.AddOrUpdate(name, 1, (_, count) => count + 1);

    /// <summary>Reports the counts, then fails when a class was met too seldom.</summary>
    public void Close(ITestOutputHelper output, int cases, params (string Class, int AtLeast)[] classes)
    {
        var text = ToString();
        output.WriteLine(text);
        PropertyReport.Write(text);
        Assert.True(_total >= cases, $"Only {_total} of {cases} cases ran.");
        Assert.Empty(classes.Where(one => _counts.GetValueOrDefault(one.Class) < one.AtLeast).Select(one => $"\"{one.Class}\" less than {one.AtLeast} times"));
    }

    public override string ToString()
    {
        var text = new StringBuilder().Append(
            CultureInfo.InvariantCulture, $"{property}: {_total} cases in {Stopwatch.GetElapsedTime(_start).TotalSeconds:0.0} s");
        foreach (var (name, count) in _counts.OrderBy(one => one.Key, StringComparer.Ordinal))
        {
            text.AppendLine().Append(CultureInfo.InvariantCulture, $"  {count,7}  {name}");
        }

        return text.ToString();
    }
}
