using System.Reflection;
using System.Reflection.Emit;

namespace Saddle.Tests.Support;

/// <summary>Which types a type's code uses: in its declaration, in its members' signatures, and in what they do.</summary>
internal static class TypeUse
{
    private const BindingFlags Members = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance
        | BindingFlags.Static
        | BindingFlags.DeclaredOnly;

    private static readonly Dictionary<short, OpCode> s_codes = typeof(OpCodes)
        .GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (OpCode)field.GetValue(null)!).ToDictionary(code => code.Value);

    /// <summary>The types, each as often as it is used; a generic type comes apart into itself and its arguments.</summary>
    internal static IEnumerable<Type> Of(Type type)
    {
        IEnumerable<Type?> declared = [type.BaseType, .. type.GetInterfaces()];
        IEnumerable<Type?> fields = type.GetFields(Members).Select(field => field.FieldType);
        IEnumerable<Type?> methods = type.GetMethods(Members).Cast<MethodBase>().Concat(type.GetConstructors(Members))
            .SelectMany(Of);
        return declared.Concat(fields).Concat(methods).OfType<Type>().SelectMany(Parts);
    }

    private static IEnumerable<Type?> Of(MethodBase method)
    {
        IEnumerable<Type?> signature = method.GetParameters().Select(parameter => parameter.ParameterType)
            .Append((method as MethodInfo)?.ReturnType);
        return method.GetMethodBody() is { } body
            ? signature.Concat(body.LocalVariables.Select(local => local.LocalType)).Concat(Of(method, body.GetILAsByteArray()!))
            : signature;
    }

    private static IEnumerable<Type?> Of(MethodBase method, byte[] code)
    {
        Type[]? ofType = method.DeclaringType!.IsGenericType ? method.DeclaringType.GetGenericArguments() : null;
        Type[]? ofMethod = method.IsGenericMethod ? method.GetGenericArguments() : null;
        for (int k = 0; k < code.Length;)
        {
            // Codes of two bytes begin with 0xFE.
            short value = code[k] == 0xFE ? (short)(0xFE00 | code[k + 1]) : code[k];
            OpCode operation = s_codes[value];
            k += operation.Size;
            if (operation.OperandType is OperandType.InlineMethod or OperandType.InlineField or OperandType.InlineType
                or OperandType.InlineTok)
            {
                MemberInfo member = method.Module.ResolveMember(BitConverter.ToInt32(code, k), ofType, ofMethod)!;
                yield return member as Type ?? member.DeclaringType;
                foreach (Type argument in (member as MethodInfo)?.GetGenericArguments() ?? [])
                {
                    yield return argument;
                }
            }
            k += operation.OperandType switch
            {
                OperandType.InlineNone => 0,
                OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                OperandType.InlineVar => 2,
                OperandType.InlineI8 or OperandType.InlineR => 8,
                OperandType.InlineSwitch => 4 + (4 * BitConverter.ToInt32(code, k)),
                _ => 4,
            };
        }
    }

    private static IEnumerable<Type> Parts(Type type) => type switch
    {
        { HasElementType: true } => Parts(type.GetElementType()!),
        { IsGenericParameter: true } => [],
        { IsGenericType: true } => type.GetGenericArguments().SelectMany(Parts).Append(type.GetGenericTypeDefinition()),
        _ => [type],
    };
}
