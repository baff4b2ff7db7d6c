using Microsoft.CodeAnalysis;

namespace Saddle.Generators;

/// <summary>The types of Saddle that the generator knows.</summary>
internal static class Known
{
    internal const string Namespace = "Saddle.Components";
    internal const string ComponentAttribute = Namespace + ".ComponentAttribute";
    internal const string SettingAttribute = Namespace + ".SettingAttribute";
    private const string Component = Namespace + ".Component";
    private const string List = Namespace + ".ComponentList<T>";

    internal static bool IsComponent(ITypeSymbol? type) => type?.ToDisplayString() == Component;

    internal static AttributeData? Setting(ISymbol property) => Find(property, SettingAttribute);

    internal static bool IsNamed(ITypeSymbol type) => Find(type, ComponentAttribute) is not null;

    /// <summary>The member's type where the type is a list of components, or null.</summary>
    internal static ITypeSymbol? MemberOf(ITypeSymbol type)
        => type is INamedTypeSymbol { IsGenericType: true } named && named.OriginalDefinition.ToDisplayString() == List
            ? named.TypeArguments[0]
            : null;

    /// <summary>
    /// The kind that a component is of: the type below Component that it derives from. Null where it is no component.
    /// </summary>
    internal static ITypeSymbol? KindOf(ITypeSymbol type)
    {
        for (ITypeSymbol? at = type; at is not null; at = at.BaseType)
        {
            if (IsComponent(at.BaseType))
            {
                return at;
            }
        }
        return null;
    }

    /// <summary>Whether a kind has a catalogue to choose from.</summary>
    internal static bool HasCatalogue(ITypeSymbol kind) => kind.GetMembers("All").Any(member => member.IsStatic);

    private static AttributeData? Find(ISymbol symbol, string attribute)
        => symbol.GetAttributes().FirstOrDefault(data => data.AttributeClass?.ToDisplayString() == attribute);
}
