using System.Reflection;
using Microsoft.Extensions.Logging;
using ScofPush.Mastercard.Cards;

namespace ScofPush.Mastercard.Tests.Conventions;

public sealed class AssemblyTests
{
    private static readonly Assembly Assembly = typeof(MastercardOptions).Assembly;

    private const BindingFlags Visible =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    [Fact]
    public void Public_types_are_these()
    {
        Assert.Equal(
            ["CardSource", "ISigningKeySource", "MastercardBuilderExtensions", "MastercardEnvironment", "MastercardOptions", "SigningKey"],
            Assembly.GetExportedTypes().Select(type => type.Name).Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public void Public_types_expose_no_type_of_Refit_or_Polly()
    {
        var exposed = Assembly
            .GetExportedTypes()
            .SelectMany(type =>
                type.GetMembers(Visible).Where(IsVisible).SelectMany(TypesOf).Concat(type.GetInterfaces()).Append(type.BaseType)
            )
            .OfType<Type>()
            .SelectMany(Parts)
            .Select(type => type.Assembly.GetName().Name!)
            .Distinct(StringComparer.Ordinal)
            .ToList();

        Assert.Contains("System.Private.CoreLib", exposed);
        Assert.DoesNotContain(exposed, name => name.StartsWith("Refit", StringComparison.Ordinal) || name.StartsWith("Polly", StringComparison.Ordinal));
    }

    [Fact]
    public void The_encrypted_card_data_has_no_member()
    {
        var members = Assembly.GetTypes().SelectMany(type => type.GetProperties(Visible)).Select(property => property.Name).ToList();

        Assert.Contains("SrcDigitalCardId", members);
        Assert.DoesNotContain(members, name => name.Contains("Encrypted", StringComparison.OrdinalIgnoreCase) || name.Contains("PanBin", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public void Classes_are_sealed()
    {
        var open = Assembly
            .GetTypes()
            .Where(type => type is { IsClass: true, IsSealed: false, IsAbstract: false } && type.Namespace?.StartsWith("ScofPush", StringComparison.Ordinal) == true);

        Assert.Empty(open);
    }

    [Fact]
    public void Log_events_have_a_number_of_their_own_and_a_name()
    {
        var events = Assembly
            .GetTypes()
            .Where(type => type.Name.EndsWith("Log", StringComparison.Ordinal))
            .SelectMany(type => type.GetMethods(Visible))
            .Select(method => method.GetCustomAttribute<LoggerMessageAttribute>())
            .OfType<LoggerMessageAttribute>()
            .ToList();

        Assert.NotEmpty(events);
        Assert.All(events, log => Assert.InRange(log.EventId, 2000, 2099));
        Assert.All(events, log => Assert.False(string.IsNullOrEmpty(log.EventName)));
        Assert.Distinct(events.Select(log => log.EventId));
        Assert.Distinct(events.Select(log => log.EventName));
    }

    [Fact]
    public void Known_reasons_are_those_of_the_published_description()
    {
        var lines = File.ReadAllLines(Support.SharedFiles.Require("card-api.openapi.yaml"));
        var published = Enumeration(lines, "    ErrorReason:").Concat(Enumeration(lines, "    ErrorDetailReason:")).ToHashSet(StringComparer.Ordinal);

        Assert.NotEmpty(published);
        Assert.All(published, name => Assert.Equal(name, Reasons.Join(name, null)));
        Assert.Equal("_OTHER", Reasons.Join("NOT_PUBLISHED", null));
    }

    private static IEnumerable<string> Enumeration(string[] lines, string schema) =>
        lines
            .SkipWhile(line => line != schema)
            .SkipWhile(line => line.Trim() != "enum:")
            .Skip(1)
            .TakeWhile(line => line.StartsWith("        - ", StringComparison.Ordinal))
            .Select(line => line.Trim()[2..]);

    private static bool IsVisible(MemberInfo member) =>
        member switch
        {
            MethodBase method => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly,
            FieldInfo field => field.IsPublic || field.IsFamily || field.IsFamilyOrAssembly,
            PropertyInfo property => property.GetAccessors(nonPublic: true).Any(IsVisible),
            _ => false,
        };

    private static IEnumerable<Type> TypesOf(MemberInfo member) =>
        member switch
        {
            MethodInfo method => method.GetParameters().Select(parameter => parameter.ParameterType).Append(method.ReturnType),
            MethodBase constructor => constructor.GetParameters().Select(parameter => parameter.ParameterType),
            FieldInfo field => [field.FieldType],
            PropertyInfo property => [property.PropertyType],
            _ => [],
        };

    private static IEnumerable<Type> Parts(Type type) =>
        type.IsGenericType ? type.GetGenericArguments().SelectMany(Parts).Append(type) : [type.GetElementType() ?? type];
}
