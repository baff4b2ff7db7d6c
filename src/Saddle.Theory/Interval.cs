namespace Saddle.Theory;

/// <summary>A closed interval of the line; a single point where both ends are equal, unbounded where they are infinite.</summary>
/// <param name="Low">The lower end.</param>
/// <param name="High">The upper end, at least the lower.</param>
public readonly record struct Interval(double Low, double High)
{
    /// <summary>Whether x lies in it, ends included.</summary>
    public bool Contains(double x) => x >= Low && x <= High;
}
