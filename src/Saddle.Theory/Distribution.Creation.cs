using Saddle.Theory.Pieces;

namespace Saddle.Theory;

public sealed partial class Distribution
{
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
            : throw new ArgumentException(
                $"A Gaussian's deviation is greater than 0, but received {Show(deviation)}; a point mass is delta(x).");
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
    /// <param name="components">Weights, at least 0 and summing to 1 within <see cref="SumTolerance"/>, with what they
    /// weigh.</param>
    public static Distribution Mixture(params IReadOnlyList<(double Weight, Distribution Component)> components)
    {
        ArgumentNullException.ThrowIfNull(components);
        CheckWeights([.. components.Select(pair => pair.Weight)], "weight", "weights");
        return new(
            components.SelectMany(pair => pair.Component._pieces.Select(piece => (pair.Weight * piece.Weight, piece.Piece))));
    }

    /// <summary>
    /// Reads a distribution as people type it: probabilities <c>0.1,0.2,0.7</c>, or a sum of weighted components
    /// <c>N(mean,deviation)</c>, <c>U(a,b)</c>, <c>delta(x)</c>, as in <c>0.33*N(-1,0.25)+0.67*N(2,1.4142)</c>. Numbers may be
    /// fractions such as <c>1/3</c>; a single component needs no weight.
    /// </summary>
    /// <param name="text">The text; spaces between its parts mean nothing.</param>
    /// <exception cref="DistributionFormatException">It cannot be read, or is not a distribution; the position is
    /// named.</exception>
    public static Distribution Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new DistributionParser(text).Read();
    }

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
            throw new ArgumentException(
                $"Expected {many} that sum to 1 (within {Show(SumTolerance)}), "
                + $"but these {weights.Count} sum to {Show(weights.Sum())}; divide each by the sum.");
        }
    }

    // Within these bounds squares and ratios neither overflow nor vanish.
    private static void CheckNumbers(params ReadOnlySpan<double> numbers)
    {
        foreach (double number in numbers)
        {
            if (!(Math.Abs(number) is 0 or (>= 1e-100 and <= 1e100)))
            {
                throw new ArgumentException(
                    $"A distribution's numbers are 0 or between 1e-100 and 1e100 in size, but received {Show(number)}.");
            }
        }
    }
}
