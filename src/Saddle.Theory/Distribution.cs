using System.Collections.Immutable;
using System.Globalization;
using Saddle.Theory.Numerics;
using Saddle.Theory.Pieces;
using Saddle.Theory.Transport;

namespace Saddle.Theory;

/// <summary>
/// A probability distribution on the line: probabilities of categories (at 0, 1, 2...), Gaussians, uniform distributions,
/// point masses, and mixtures of them. Immutable.
/// </summary>
public sealed partial class Distribution
{
    /// <summary>How far from 1 probabilities and weights may sum; within it they are scaled to sum to 1.</summary>
    public const double SumTolerance = 1e-9;

    private readonly ImmutableArray<(double Weight, Piece Piece)> _pieces;
    private readonly ImmutableArray<(double LogWeight, Piece Piece)> _densities;
    private readonly int? _categories;

    private Distribution(IEnumerable<(double Weight, Piece Piece)> pieces, int? categories = null)
    {
        double total = pieces.Sum(pair => pair.Weight);
        _pieces = [.. pieces.Where(pair => pair.Weight > 0).Select(pair => (pair.Weight / total, pair.Piece))];
        _densities = [.. _pieces.Where(pair => !pair.Piece.IsAtom).Select(pair => (Math.Log(pair.Weight), pair.Piece))];
        _categories = categories;
        Atoms = [.. _pieces.Where(pair => pair.Piece.IsAtom).GroupBy(pair => pair.Piece.Mean, pair => pair.Weight)
            .Select(group => new Atom(group.Key, group.Sum())).OrderBy(atom => atom.Position)];
    }

    /// <summary>The points with a probability of their own, ascending; every one is greater than 0.</summary>
    public IReadOnlyList<Atom> Atoms { get; }

    /// <summary>Whether it has no density: all of its probability is in <see cref="Atoms"/>.</summary>
    public bool IsDiscrete => _densities.IsEmpty;

    /// <summary>
    /// How many categories a list of probabilities has, those of probability 0 included; null for other distributions.
    /// </summary>
    public int? Categories => _categories;

    /// <summary>The mean.</summary>
    public double Mean => _pieces.Sum(pair => pair.Weight * pair.Piece.Mean);

    /// <summary>The variance.</summary>
    public double Variance
    {
        get
        {
            double mean = Mean;
            return _pieces.Sum(pair => pair.Weight * (Math.Pow(pair.Piece.Deviation, 2) + Math.Pow(pair.Piece.Mean - mean, 2)));
        }
    }

    /// <summary>
    /// Where its probability lies: disjoint closed intervals, ascending; a point mass is an interval of length 0.
    /// </summary>
    public IReadOnlyList<Interval> Support
    {
        get
        {
            var merged = new List<Interval>();
            foreach (Interval next in _pieces.Select(pair => pair.Piece.Support).OrderBy(interval => interval.Low))
            {
                if (merged.Count > 0 && next.Low <= merged[^1].High)
                {
                    merged[^1] = merged[^1] with { High = Math.Max(merged[^1].High, next.High) };
                }
                else
                {
                    merged.Add(next);
                }
            }
            return merged;
        }
    }

    internal IReadOnlyList<(double Weight, Piece Piece)> Pieces => _pieces;

    internal IEnumerable<Piece> Densities => _densities.Select(pair => pair.Piece);

    /// <summary>The probability of the point x, 0 unless it is one of <see cref="Atoms"/>.</summary>
    public double Probability(double x) => Atoms.FirstOrDefault(atom => atom.Position == x).Probability;

    /// <summary>The density at x of what is not in <see cref="Atoms"/>.</summary>
    public double Density(double x) => Math.Exp(LogDensity(x));

    /// <summary>
    /// The logarithm of <see cref="Density"/>, also where the density underflows; negative infinity where it is 0.
    /// </summary>
    public double LogDensity(double x)
    {
        double sum = double.NegativeInfinity;
        foreach ((double logWeight, Piece piece) in _densities)
        {
            sum = Elementary.LogAdd(sum, logWeight + piece.LogDensity(x));
        }
        return sum;
    }

    /// <summary>The probability of at most x, from 0 to 1.</summary>
    public double Cumulative(double x)
    {
        double sum = 0;
        foreach ((double weight, Piece piece) in _pieces)
        {
            sum += weight * piece.Cumulative(x);
        }
        return Math.Min(sum, 1);
    }

    /// <summary>The probability of more than x, accurate where it is small.</summary>
    public double Survival(double x)
    {
        double sum = 0;
        foreach ((double weight, Piece piece) in _pieces)
        {
            sum += weight * piece.Survival(x);
        }
        return Math.Min(sum, 1);
    }

    /// <summary>The smallest x with a probability of at most x of at least the given one.</summary>
    /// <param name="probability">From 0 to 1; 0 and 1 give the support's ends, which may be infinite.</param>
    public double Quantile(double probability) => probability is >= 0 and <= 1
        ? Quantiles.Of(this, probability, 1 - probability)
        : throw new ArgumentOutOfRangeException(nameof(probability), probability, "A quantile's probability lies from 0 to 1.");

    /// <summary>Independent samples.</summary>
    /// <param name="count">How many, at least 0.</param>
    /// <param name="seed">The same seed gives the same samples, and the first of them whatever the count.</param>
    /// <returns><c>[count]</c>.</returns>
    public double[] Sample(int count, ulong seed)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        return DistributionSampler.Draw(_pieces, count, seed);
    }

    /// <summary>The distribution as <see cref="Parse"/> reads it.</summary>
    public override string ToString() => _categories is { } count
        ? string.Join(',', Enumerable.Range(0, count).Select(k => Show(Probability(k))))
        : _pieces.Length == 1 ? _pieces[0].Piece.ToString()
        : string.Join('+', _pieces.Select(pair => $"{Show(pair.Weight)}*{pair.Piece}"));

    /// <summary>The probability between two places that is not in <see cref="Atoms"/>, from the smaller tail.</summary>
    internal double DensityMass(double low, double high)
    {
        double sum = 0;
        foreach ((double weight, Piece piece) in _pieces.Where(pair => !pair.Piece.IsAtom))
        {
            sum += weight * (low < piece.Mean
                ? piece.Cumulative(high) - piece.Cumulative(low)
                : piece.Survival(low) - piece.Survival(high));
        }
        return sum;
    }

    /// <summary>Refuses two lists of probabilities of different lengths.</summary>
    internal void CheckComparable(Distribution other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (_categories is { } mine && other._categories is { } theirs && mine != theirs)
        {
            throw new InputException(
                $"Expected two lists of probabilities of the same length, but received {mine} and {theirs} categories; "
                + "give the missing ones a probability of 0.");
        }
    }

    internal static string Show(double value) => (value + 0.0).ToString("R", CultureInfo.InvariantCulture);
}
