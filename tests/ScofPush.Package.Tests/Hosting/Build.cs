using System.Reflection;

namespace ScofPush.Package.Tests.Hosting;

/// <summary>Where this build came from.</summary>
internal static class Build
{
    public static string Configuration { get; } = Read("Configuration");

    /// <summary>The packages of this machine.</summary>
    public static string PackageFolder { get; } = Read("PackageFolder");

    /// <summary>The sources of this project.</summary>
    public static string ProjectFolder { get; } = Read("ProjectFolder");

    private static string Read(string key) =>
        typeof(Build).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(metadata => metadata.Key == key).Value!;
}
