using System.Reflection;
using System.Runtime.CompilerServices;
using ScofPush.AspNetCore.Pipeline;
using Xunit;

namespace ScofPush.AspNetCore.Tests.Conventions;

/// <summary>One direction of data (design 2): a folder uses folders to its left, never to its right.</summary>
public sealed class FolderTests
{
    private const string Root = "ScofPush.AspNetCore";

    private static readonly string[] Order =
        ["Diagnostics", "Pages", "Detection", "Pending", "SignIn", "Confirmation", "Enrollment", "Recording", "Notifications", "Returning", "Pipeline"];

    private static readonly Assembly Assembly = typeof(ScofPushOptions).Assembly;

    [Fact]
    public void Types_folders_areAllInTheOrder() =>
        Assert.Equal(Order.Order(StringComparer.Ordinal), OwnTypes().Select(FolderOf).Distinct().OfType<string>().Order(StringComparer.Ordinal));

    [Fact]
    public void Types_references_pointLeftOnly()
    {
        var backward =
            from type in OwnTypes()
            let place = Array.IndexOf(Order, FolderOf(type))
            from used in ReferencedBy(type)
            where Array.IndexOf(Order, FolderOf(used)) > place
            select $"{type.FullName} uses {used.FullName}";
        Assert.Empty(backward.Distinct());
    }

    [Fact]
    public void Types_references_areFound() =>
        Assert.Contains(typeof(ScofPush.AspNetCore.Detection.PushReader), ReferencedBy(OwnTypes().Single(type => type.Name == "PushLanding")));

    [Fact]
    public void Types_classes_areSealedOrStatic() => Assert.Empty(
        OwnTypes().Where(type => type is { IsClass: true, IsSealed: false } && !(type.IsAbstract && type.Name.EndsWith("ViewModel", StringComparison.Ordinal)))
            .Select(type => type.FullName));

    /// <summary>Values of an option or of a result are not counted: they are no types to learn (ADR 0002).</summary>
    [Fact]
    public void Types_public_areAtMostForty() => Assert.InRange(Assembly.GetExportedTypes().Count(type => !type.IsEnum), 1, 40);

    private static IEnumerable<Type> OwnTypes() => Assembly.GetTypes().Where(type =>
        FolderOf(type) is not null && !type.IsDefined(typeof(CompilerGeneratedAttribute)) && !type.FullName!.Contains('<', StringComparison.Ordinal));

    private static string? FolderOf(Type type) =>
        type.Namespace is { } name && name.StartsWith(Root + ".", StringComparison.Ordinal) && type.Assembly == Assembly
            ? name[(Root.Length + 1)..].Split('.')[0]
            : null;

    private static IEnumerable<Type> ReferencedBy(Type type)
    {
        const BindingFlags All = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
        var nested = type.GetNestedTypes(BindingFlags.NonPublic).Where(inner => inner.IsDefined(typeof(CompilerGeneratedAttribute)));
        var types = nested.Prepend(type).ToArray();
        var members = types.SelectMany(one => one.GetMembers(All)).ToArray();
        return members.OfType<FieldInfo>().Select(field => field.FieldType)
            .Concat(members.OfType<MethodBase>().SelectMany(method => method.GetParameters().Select(parameter => parameter.ParameterType)))
            .Concat(members.OfType<MethodInfo>().Select(method => method.ReturnType))
            .Concat(members.OfType<MethodBase>().SelectMany(IntermediateLanguage.TypesUsedIn))
            .Append(type.BaseType!)
            .Concat(type.GetInterfaces())
            .Where(used => used is not null)
            .SelectMany(Unwrap)
            .Where(used => FolderOf(used) is not null);
    }

    private static IEnumerable<Type> Unwrap(Type type) => type switch
    {
        { HasElementType: true } => Unwrap(type.GetElementType()!),
        { IsGenericType: true } => type.GetGenericArguments().SelectMany(Unwrap).Append(type),
        _ => [type],
    };
}
