using ScofPush.Package.Tests.Hosting;

[assembly: AssemblyFixture(typeof(PublishedHosts))]

namespace ScofPush.Package.Tests.Hosting;

/// <summary>
/// The packages of this build, and the hosts in the folder Hosts, published with them as a shop does it: outside the repository, from a
/// feed, in Release. Packed and published once for all tests.
/// </summary>
public sealed class PublishedHosts : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("scofpush-package-").FullName;

    internal FakeNetwork Network { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Network = await FakeNetwork.StartAsync();
        CopyHosts();

        // A version and a package folder of its own: what NuGet unpacked for an earlier run is never used, and nothing stays behind.
        var version = $"0.0.0-test.{Guid.NewGuid():n}";
        var feed = Directory.CreateDirectory(Path.Combine(_folder, "feed")).FullName;
        await DotNet.BuildAsync(
            Build.ProjectFolder,
            "msbuild", "Packing/Pack.proj", "-t:Pack", $"-p:Configuration={Build.Configuration}", $"-p:MinVerVersionOverride={version}", $"-p:PackageOutputPath={feed}");
        await DotNet.BuildAsync(
            _folder,
            "publish", "Hosts.slnx", "--configuration", "Release", $"-p:ScofPushVersion={version}",
            $"-p:RestorePackagesPath={Path.Combine(_folder, "packages")}", $"-p:RestoreFallbackFolders={Build.PackageFolder}");
    }

    public async ValueTask DisposeAsync()
    {
        await Network.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>A new and empty folder.</summary>
    internal string NewFolder() => Directory.CreateDirectory(Path.Combine(_folder, "run", Guid.NewGuid().ToString("n"))).FullName;

    /// <summary>Where a host was published.</summary>
    internal string PublishFolder(string host) => Path.Combine(OutputFolder(host), "publish");

    /// <summary>Where a project was built.</summary>
    internal string OutputFolder(string project) => Path.Combine(_folder, project, "bin", "Release", "net10.0");

    private void CopyHosts()
    {
        var source = Path.Combine(Build.ProjectFolder, "Hosts");
        foreach (var file in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(_folder, Path.GetRelativePath(source, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }
}
