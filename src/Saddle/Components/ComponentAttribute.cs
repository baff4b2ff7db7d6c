namespace Saddle.Components;

/// <summary>
/// Makes a partial record a component: the source generator writes its line of the catalogue (<c>Entry</c>) out of this, its
/// settings (<see cref="SettingAttribute"/>) and their documentation.
/// </summary>
/// <param name="name">What users type: lower case with hyphens.</param>
/// <param name="summary">What it is, in one line.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class ComponentAttribute(string name, string summary) : Attribute
{
    /// <summary>What users type.</summary>
    public string Name { get; } = name;

    /// <summary>What it is, in one line.</summary>
    public string Summary { get; } = summary;

    /// <summary>Where it comes from: a paper with its equation, or empty.</summary>
    public string Source { get; init; } = "";
}
