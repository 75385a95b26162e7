using BenchmarkDotNet.Running;
using ScofPush.Benchmarks;
using Xunit;

namespace ScofPush.AspNetCore.Tests.Benchmarks;

/// <summary>Runs every benchmark once, so that none measures something that no longer works.</summary>
public sealed class BenchmarksRunTests
{
    private static readonly BenchmarkCase[] Cases =
    [
        .. typeof(PassThroughBenchmarks).Assembly.GetExportedTypes()
            .Where(type => type is { IsClass: true, IsAbstract: false })
            .SelectMany(type => BenchmarkConverter.TypeToBenchmarks(type).BenchmarksCases),
    ];

    public static TheoryData<int, string> Benchmarks { get; } =
        new(Cases.Select((benchmark, index) => (index, $"{benchmark.Descriptor.GetFilterName()}({benchmark.Parameters.PrintInfo})")));

    [Fact]
    public void Cases_assembly_holdEveryStepAndVariant() =>
        Assert.Equal(
            ["AcceptInMemoryBenchmarks 1", "AcceptSqliteBenchmarks 1", "ConfirmPageBenchmarks 2", "HarnessBenchmarks 1", "LandingBenchmarks 4", "LandingInMemoryBenchmarks 2", "LandingSqliteBenchmarks 2", "PassThroughBenchmarks 6"],
            Cases.CountBy(benchmark => benchmark.Descriptor.Type.Name).Select(type => $"{type.Key} {type.Value}").Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Benchmarks))]
    public async Task Run_once_answersAsItShould(int index, string name)
    {
        var benchmark = Cases[index];
        var descriptor = benchmark.Descriptor;
        var instance = Activator.CreateInstance(descriptor.Type)!;
        foreach (var parameter in benchmark.Parameters.Items)
        {
            descriptor.Type.GetProperty(parameter.Name)!.SetValue(instance, parameter.Value);
        }

        await InvokeAsync(instance, descriptor.GlobalSetupMethod);
        await InvokeAsync(instance, descriptor.IterationSetupMethod);
        var result = await InvokeAsync(instance, descriptor.WorkloadMethod);
        Check(descriptor.Type.Name, name, result);
        await InvokeAsync(instance, descriptor.IterationCleanupMethod);
        await InvokeAsync(instance, descriptor.GlobalCleanupMethod);
    }

    private static void Check(string type, string name, object? result)
    {
        switch (type)
        {
            case nameof(LandingBenchmarks) when name.Contains(nameof(LandingBenchmarks.OAuthChallenge), StringComparison.Ordinal):
                var challenged = Assert.IsType<Answer>(result);
                Assert.Equal(302, challenged.Status);
                Assert.Matches("^https://accounts\\.example/o/oauth2/v2/auth\\?.*&code_challenge=[A-Za-z0-9_-]{43}&.*&state=[A-Za-z0-9_-]{200,}$", challenged.Location);
                Assert.StartsWith(".AspNetCore.Correlation.", challenged.SetCookie, StringComparison.Ordinal);
                break;
            case nameof(LandingInMemoryBenchmarks) or nameof(LandingSqliteBenchmarks) when name.EndsWith($"{nameof(StoredLandingBenchmarks.Write)}()", StringComparison.Ordinal):
                Assert.Null(result);
                break;
            case nameof(LandingBenchmarks) when name.Contains(nameof(LandingBenchmarks.Verification), StringComparison.Ordinal):
            case nameof(PassThroughBenchmarks):
                Assert.Equal(true, result);
                break;
            case nameof(HarnessBenchmarks):
                var passed = Assert.IsType<Answer>(result);
                Assert.Equal((200, null, 0), (passed.Status, passed.Location, passed.Body.Length));
                break;
            case nameof(LandingBenchmarks) or nameof(LandingInMemoryBenchmarks) or nameof(LandingSqliteBenchmarks):
                var landed = Assert.IsType<Answer>(result);
                Assert.Equal(303, landed.Status);
                Assert.Matches("^/scof-push/[A-Za-z0-9_-]{43}$", landed.Location);
                break;
            case nameof(ConfirmPageBenchmarks):
                var page = Assert.IsType<Answer>(result);
                Assert.Equal(200, page.Status);
                Assert.Matches("<form method=\"post\" action=\"/scof-push/[A-Za-z0-9_-]{43}/accept\"", page.Text);
                break;
            case nameof(AcceptInMemoryBenchmarks) or nameof(AcceptSqliteBenchmarks):
                var accepted = Assert.IsType<Answer>(result);
                Assert.Equal(303, accepted.Status);
                Assert.Matches("^https://bank\\.example/done\\?results%5BMCC-STL-[0-9]{8}%5D=SUCCESS$", accepted.Location);
                break;
            default:
                Assert.Fail($"Say here what {name} should answer.");
                break;
        }
    }

    private static async Task<object?> InvokeAsync(object instance, System.Reflection.MethodInfo? method)
    {
        switch (method?.Invoke(instance, null))
        {
            case Task<Answer> answer:
                return await answer;
            case Task task:
                await task;
                return null;
            case var result:
                return result;
        }
    }
}
