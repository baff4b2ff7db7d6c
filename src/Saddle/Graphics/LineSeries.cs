namespace Saddle.Graphics;

/// <summary>A named line of a <see cref="LineChart"/>.</summary>
public sealed class LineSeries
{
    /// <summary>Makes a series of points.</summary>
    /// <param name="name">What the legend says.</param>
    /// <param name="x">Where; in ascending order, unless the line is a path through the plane.</param>
    /// <param name="y">How much; what is not finite leaves a gap.</param>
    /// <exception cref="ArgumentException">There are not as many x as y.</exception>
    public LineSeries(string name, IReadOnlyList<double> x, IReadOnlyList<double> y)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(y);
        if (x.Count != y.Count)
        {
            throw new ArgumentException(
                $"Series '{name}': expected as many x as y, received {x.Count} and {y.Count}; give NaN where a y is missing.",
                nameof(y));
        }
        (Name, X, Y) = (name, x, y);
    }

    /// <summary>What the legend says.</summary>
    public string Name { get; }

    /// <summary>Where.</summary>
    public IReadOnlyList<double> X { get; }

    /// <summary>How much; what is not finite leaves a gap.</summary>
    public IReadOnlyList<double> Y { get; }

    /// <summary>Whether it is drawn thin and pale, as a ground for the others. False by default.</summary>
    public bool Faint { get; init; }
}
