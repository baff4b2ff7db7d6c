namespace Saddle.Theory.Pieces;

/// <summary>What a distribution is a weighted sum of.</summary>
internal abstract class Piece
{
    internal abstract double Mean { get; }

    internal abstract double Deviation { get; }

    internal abstract Interval Support { get; }

    /// <summary>Whether all of it lies in one point.</summary>
    internal virtual bool IsAtom => false;

    /// <summary>The logarithm of the density; negative infinity outside the support, and everywhere for an atom.</summary>
    internal abstract double LogDensity(double x);

    /// <summary>The probability of at most x.</summary>
    internal abstract double Cumulative(double x);

    /// <summary>The probability of more than x, without the loss of digits of 1 - <see cref="Cumulative"/>.</summary>
    internal abstract double Survival(double x);

    /// <summary>The smallest x with a given share at or below it; both tails are given so that neither loses digits.</summary>
    internal abstract double Quantile(double lower, double upper);

    /// <summary>Places between which it is smooth and does not change by many orders of magnitude.</summary>
    internal abstract IEnumerable<double> Places { get; }

    /// <summary>As people type it: <c>N(2,0.5)</c>.</summary>
    public abstract override string ToString();
}
