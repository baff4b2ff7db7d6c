using System.Diagnostics.CodeAnalysis;

namespace Saddle.Components;

/// <summary>
/// Says which type of an assembly brings what it adds to Saddle. The source generator writes it, and the type, for an assembly
/// with components of Saddle's kinds.
/// </summary>
/// <param name="type">Derives from <see cref="Extension"/> and has a constructor without parameters.</param>
[AttributeUsage(AttributeTargets.Assembly)]
public sealed class ExtensionAttribute(
    [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] Type type) : Attribute
{
    /// <summary>The type.</summary>
    [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)]
    public Type Type { get; } = type;
}
