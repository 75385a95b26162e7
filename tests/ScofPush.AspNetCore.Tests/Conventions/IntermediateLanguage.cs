using System.Reflection;
using System.Reflection.Emit;

namespace ScofPush.AspNetCore.Tests.Conventions;

/// <summary>Reads method bodies, because a dependency may show in no signature.</summary>
internal static class IntermediateLanguage
{
    private static readonly Dictionary<short, OpCode> Codes = typeof(OpCodes)
        .GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (OpCode)field.GetValue(null)!)
        .ToDictionary(code => code.Value);

    /// <summary>The types that a method's body names, or whose members it names.</summary>
    public static IEnumerable<Type> TypesUsedIn(MethodBase method)
    {
        if (method.GetMethodBody()?.GetILAsByteArray() is not { } il)
        {
            yield break;
        }

        var typeArguments = method.DeclaringType!.GetGenericArguments();
        var methodArguments = method is ConstructorInfo ? null : method.GetGenericArguments();
        for (var offset = 0; offset < il.Length;)
        {
            var code = il[offset] == 0xFE ? Codes[(short)(0xFE00 | il[offset + 1])] : Codes[il[offset]];
            offset += code.Size;
            if (code.OperandType is OperandType.InlineMethod or OperandType.InlineField or OperandType.InlineType or OperandType.InlineTok)
            {
                var member = method.Module.ResolveMember(BitConverter.ToInt32(il, offset), typeArguments, methodArguments);
                if ((member as Type ?? member?.DeclaringType) is { } used)
                {
                    yield return used;
                }
            }

            offset += OperandSize(code, il, offset);
        }
    }

    private static int OperandSize(OpCode code, byte[] il, int offset) => code.OperandType switch
    {
        OperandType.InlineNone => 0,
        OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
        OperandType.InlineVar => 2,
        OperandType.InlineI8 or OperandType.InlineR => 8,
        OperandType.InlineSwitch => 4 + (4 * BitConverter.ToInt32(il, offset)),
        _ => 4,
    };
}
