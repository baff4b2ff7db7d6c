using System.Collections.Immutable;
using System.Globalization;
using Saddle.Theory.Numerics;
using Saddle.Theory.Pieces;

namespace Saddle.Theory;

/// <summary>
/// A probability distribution on the line: probabilities of categories (at 0, 1, 2...), Gaussians, uniform distributions,
/// point masses, and mixtures of them. Immutable.
/// </summary>
public sealed class Distribution
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

    /// <summary>How many categories a list of probabilities has, those of probability 0 included; null for other distributions.</summary>
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

    /// <summary>Where its probability lies: disjoint closed intervals, ascending; a point mass is an interval of length 0.</summary>
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

    /// <summary>Probabilities of categories, which lie at 0, 1, 2... where distances matter.</summary>
    /// <param name="probabilities"><c>[K]</c>, at least 0, summing to 1 within <see cref="SumTolerance"/>.</param>
    /// <exception cref="ArgumentException">A probability is negative or not finite, or their sum is not 1.</exception>
    public static Distribution Discrete(params IReadOnlyList<double> probabilities)
    {
        CheckWeights(probabilities, "probability", "probabilities");
        return new(probabilities.Select((probability, k) => (probability, (Piece)new AtomPiece(k))), probabilities.Count);
    }

    /// <summary>A Gaussian.</summary>
    /// <param name="mean">Its mean, finite.</param>
    /// <param name="deviation">Its standard deviation (not the variance), greater than 0.</param>
    /// <exception cref="ArgumentException">A number is out of range.</exception>
    public static Distribution Gaussian(double mean, double deviation)
    {
        CheckNumbers(mean, deviation);
        return deviation > 0
            ? new([(1, new GaussianPiece(mean, deviation))])
            : throw new ArgumentException($"A Gaussian's deviation is greater than 0, but received {Show(deviation)}; a point mass is delta(x).");
    }

    /// <summary>The uniform distribution on an interval.</summary>
    /// <param name="low">The lower end, finite.</param>
    /// <param name="high">The upper end, greater than the lower.</param>
    /// <exception cref="ArgumentException">A number is out of range.</exception>
    public static Distribution Uniform(double low, double high)
    {
        CheckNumbers(low, high);
        return low < high
            ? new([(1, new UniformPiece(low, high))])
            : throw new ArgumentException($"U(a,b) needs a < b, but received a = {Show(low)} and b = {Show(high)}.");
    }

    /// <summary>All probability in one point.</summary>
    /// <param name="position">The point, finite.</param>
    public static Distribution PointMass(double position)
    {
        CheckNumbers(position);
        return new([(1, new AtomPiece(position))]);
    }

    /// <summary>A mixture.</summary>
    /// <param name="components">Weights, at least 0 and summing to 1 within <see cref="SumTolerance"/>, with what they weigh.</param>
    public static Distribution Mixture(params IReadOnlyList<(double Weight, Distribution Component)> components)
    {
        ArgumentNullException.ThrowIfNull(components);
        CheckWeights([.. components.Select(pair => pair.Weight)], "weight", "weights");
        return new(components.SelectMany(pair => pair.Component._pieces.Select(piece => (pair.Weight * piece.Weight, piece.Piece))));
    }

    /// <summary>
    /// Reads a distribution as people type it: probabilities <c>0.1,0.2,0.7</c>, or a sum of weighted components
    /// <c>N(mean,deviation)</c>, <c>U(a,b)</c>, <c>delta(x)</c>, as in <c>0.33*N(-1,0.25)+0.67*N(2,1.4142)</c>. Numbers may be
    /// fractions such as <c>1/3</c>; a single component needs no weight.
    /// </summary>
    /// <param name="text">The text; spaces between its parts mean nothing.</param>
    /// <exception cref="DistributionFormatException">It cannot be read, or is not a distribution; the position is named.</exception>
    public static Distribution Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new DistributionParser(text).Read();
    }

    /// <summary>The probability of the point x, 0 unless it is one of <see cref="Atoms"/>.</summary>
    public double Probability(double x) => Atoms.FirstOrDefault(atom => atom.Position == x).Probability;

    /// <summary>The density at x of what is not in <see cref="Atoms"/>.</summary>
    public double Density(double x) => Math.Exp(LogDensity(x));

    /// <summary>The logarithm of <see cref="Density"/>, also where the density underflows; negative infinity where it is 0.</summary>
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
            throw new ArgumentException($"Expected two lists of probabilities of the same length, but received {mine} and {theirs} categories; give the missing ones a probability of 0.");
        }
    }

    internal static string Show(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static void CheckWeights(IReadOnlyList<double> weights, string one, string many)
    {
        ArgumentNullException.ThrowIfNull(weights);
        for (int k = 0; k < weights.Count; k++)
        {
            if (!(weights[k] >= 0) || double.IsInfinity(weights[k]))
            {
                throw new ArgumentException($"Expected {many} of at least 0, but {one} {k} is {Show(weights[k])}.");
            }
        }
        if (!(Math.Abs(weights.Sum() - 1) <= SumTolerance))
        {
            throw new ArgumentException($"Expected {many} that sum to 1 (within {Show(SumTolerance)}), but these {weights.Count} sum to {Show(weights.Sum())}; divide each by the sum.");
        }
    }

    // Within these bounds squares and ratios neither overflow nor vanish.
    private static void CheckNumbers(params ReadOnlySpan<double> numbers)
    {
        foreach (double number in numbers)
        {
            if (!(Math.Abs(number) is 0 or (>= 1e-100 and <= 1e100)))
            {
                throw new ArgumentException($"A distribution's numbers are 0 or between 1e-100 and 1e100 in size, but received {Show(number)}.");
            }
        }
    }
}
