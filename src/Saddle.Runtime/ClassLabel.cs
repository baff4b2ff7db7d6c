using System.Globalization;

namespace Saddle.Runtime;

/// <summary>
/// A class that a sample is to show, by its name or its number; a text or a number stands for it: <c>label: "sneaker"</c>,
/// <c>Labels = ["boot", 7]</c>.
/// </summary>
public readonly record struct ClassLabel
{
    private ClassLabel(string? name, int number) => (Name, Number) = (name, number);

    /// <summary>
    /// The name, of which case does not matter; where no class is named so, a number in digits is one. Null where
    /// <see cref="Number"/> counts.
    /// </summary>
    public string? Name { get; }

    /// <summary>The number, from 0.</summary>
    public int Number { get; }

    /// <summary>A class by its name.</summary>
    /// <param name="name">The name, or a number in digits.</param>
    public static ClassLabel FromString(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return new ClassLabel(name, 0);
    }

    /// <summary>A class by its number.</summary>
    /// <param name="number">The number, from 0.</param>
    public static ClassLabel FromInt32(int number) => new(null, number);

    /// <summary>A class by its name.</summary>
    /// <param name="name">The name, or a number in digits.</param>
    public static implicit operator ClassLabel(string name) => FromString(name);

    /// <summary>A class by its number.</summary>
    /// <param name="number">The number, from 0.</param>
    public static implicit operator ClassLabel(int number) => FromInt32(number);

    /// <inheritdoc/>
    public override string ToString() => Name ?? Number.ToString(CultureInfo.InvariantCulture);
}
