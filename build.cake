// dotnet tool restore && dotnet cake [--target=Test] [--configuration=Release]

var target = Argument("target", "Test");
var configuration = Argument("configuration", "Release");
const string Solution = "ScofPush.Plugin.sln";
const string Packages = "artifacts/packages";

Task("Clean").Does(() =>
{
    DotNetClean(Solution, new DotNetCleanSettings { Configuration = configuration, Verbosity = DotNetVerbosity.Quiet });
    CleanDirectory("artifacts");
});

Task("Restore").Does(() => DotNetRestore(Solution));

Task("Build")
    .IsDependentOn("Restore")
    .Does(() => DotNetBuild(Solution, new DotNetBuildSettings { Configuration = configuration, NoRestore = true }));

Task("Test")
    .IsDependentOn("Build")
    .Does(() => Run("test", $"--solution {Solution} --configuration {configuration} --no-build"));

Task("Pack")
    .IsDependentOn("Build")
    .DoesForEach(GetFiles("src/*/*.csproj"), project => DotNetPack(project.FullPath, new DotNetPackSettings
    {
        Configuration = configuration,
        NoBuild = true,
        OutputDirectory = Packages,
    }));

// All benchmarks, or some: dotnet cake --target=Bench --filter=*PassThrough*
Task("Bench")
    .IsDependentOn("Restore")
    .Does(() => Run("run", $"--configuration Release --project tests/ScofPush.Benchmarks -- --filter {Argument("filter", "*")}"));

// Kills a shop at random moments, 100 times on each database: dotnet cake --target=Crash [--rounds=100]. Needs SCOFPUSH_TEST_POSTGRES.
Task("Crash")
    .IsDependentOn("Restore")
    .Does(() =>
    {
        const string report = "artifacts/crash.md";
        System.IO.File.Delete(report);
        try
        {
            Run(
                "test",
                $"--project tests/ScofPush.Crash.Tests --configuration {configuration} --filter-class *CrashTests",
                ("SCOFPUSH_CRASH_ROUNDS", Argument("rounds", "100")));
        }
        finally
        {
            if (FileExists(report))
            {
                Information(System.IO.File.ReadAllText(report));
            }
        }
    });

RunTarget(target);

void Run(string command, string arguments, params (string Name, string Value)[] environment)
{
    var settings = new ProcessSettings
    {
        Arguments = $"{command} {arguments}",
        EnvironmentVariables = environment.ToDictionary(variable => variable.Name, variable => variable.Value),
    };
    var exitCode = StartProcess("dotnet", settings);
    if (exitCode != 0)
    {
        throw new CakeException(exitCode, $"dotnet {command} ended with {exitCode}");
    }
}
