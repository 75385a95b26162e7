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

RunTarget(target);

void Run(string command, string arguments)
{
    var exitCode = StartProcess("dotnet", $"{command} {arguments}");
    if (exitCode != 0)
    {
        throw new CakeException(exitCode, $"dotnet {command} ended with {exitCode}");
    }
}
