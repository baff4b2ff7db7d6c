namespace Saddle.Components;

/// <summary>
/// Makes a property of a component a setting. Its name is the property's in lower case with underscores, its default what the
/// property is initialised with, its meaning the summary of the property's documentation, which is one line and says the unit.
/// </summary>
/// <remarks>
/// It may be an <c>int</c>, <c>long</c>, <c>double</c>, <c>bool</c>, <c>string</c>, an enum (whose members are the choices, in
/// lower case with hyphens), another component (a section of its own), or a <see cref="ComponentList{T}"/> (a section for each of
/// a catalogue).
/// </remarks>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SettingAttribute : Attribute
{
    /// <summary>A setting of any value; whole numbers are at least 0.</summary>
    public SettingAttribute() { }

    /// <summary>A number in a range.</summary>
    /// <param name="minimum">The smallest value allowed.</param>
    /// <param name="maximum">The largest value allowed.</param>
    public SettingAttribute(double minimum, double maximum) => (Minimum, Maximum) = (minimum, maximum);

    /// <summary>The smallest value allowed; not a number for the type's own.</summary>
    public double Minimum { get; init; } = double.NaN;

    /// <summary>The largest value allowed; not a number for the type's own.</summary>
    public double Maximum { get; init; } = double.NaN;

    /// <summary>The key, where it is not the property's name in lower case with underscores.</summary>
    public string Name { get; init; } = "";

    /// <summary>
    /// The members of the enum among which to choose, where not all may be: <c>new object[] { Normalization.Batch }</c>.
    /// </summary>
    public object[] Only { get; init; } = [];
}
