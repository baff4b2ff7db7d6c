using Saddle.Objectives;
using Saddle.Torch;

namespace Saddle.Contracts;

/// <summary>
/// The critic of a class that loses least between two distributions on the same atoms: what a theorem's supremum is. Losses that
/// are convex in the logits are minimised by the ellipsoid method (Bland, Goldfarb and Todd, The ellipsoid method: a survey,
/// 1981), which takes kinks and any constraint, and ends with the proof that nothing loses less.
/// </summary>
internal sealed class BestCritic
{
    private const double Radius = 100, Precision = 1e-10;
    private const int MostCuts = 50_000;

    private readonly Objective _objective;
    private readonly double[,] _places;
    private readonly double _slope;
    private readonly Tensor _real, _fake;
    private readonly double[] _centre;
    // Where only differences of logits count, the first stays 0.
    private readonly int _fixed;
    // Columns that map the unit ball to the ellipsoid about the centre: their products would lose half the digits.
    private readonly double[,] _axes;
    private double _floor = double.NegativeInfinity;

    /// <summary>Searches.</summary>
    /// <param name="objective">The game.</param>
    /// <param name="places">Where the atoms lie, <c>[N, D]</c>, N at least 4.</param>
    /// <param name="real">How often each was seen among real data, <c>[N]</c>.</param>
    /// <param name="fake">How often among samples.</param>
    /// <param name="slope">By how much logits may differ for each unit of distance; infinite for any.</param>
    internal BestCritic(
        Objective objective, double[,] places, IReadOnlyList<int> real, IReadOnlyList<int> fake, double slope)
    {
        (_objective, _places, _slope) = (objective, places, slope);
        // Every real sample meets every generated one: the means of paired games are over pairs.
        long[] first = Seen(real), second = Seen(fake);
        _real = torch.tensor([.. first.SelectMany(sample => Enumerable.Repeat(sample, second.Length))]);
        _fake = torch.tensor([.. first.SelectMany(_ => second)]);
        int count = places.GetLength(0);
        _centre = new double[count];
        Loss = Constant = At(_centre).Loss;
        _fixed = Math.Abs(At([.. Enumerable.Repeat(1.0, count)]).Loss - Constant) < 1e-12 ? 1 : 0;
        _axes = new double[count - _fixed, count - _fixed];
        for (int k = 0; k < count - _fixed; k++)
        {
            _axes[k, k] = Radius;
        }
        for (int cut = 0; cut < MostCuts && Uncertainty > Precision; cut++)
        {
            (double[] normal, double excess) = TooSteep() ?? Worse();
            Cut(normal, excess);
        }
    }

    /// <summary>What a critic loses that says 0 everywhere.</summary>
    internal double Constant { get; }

    /// <summary>The least loss found.</summary>
    internal double Loss { get; private set; }

    /// <summary>No critic loses less than <see cref="Loss"/> by more than this.</summary>
    internal double Uncertainty => Loss - _floor;

    // The pair of atoms between which the centre rises by too much.
    private (double[] Normal, double Excess)? TooSteep()
    {
        (int high, int low, double excess) = (0, 0, 0);
        for (int i = 0; i < _centre.Length; i++)
        {
            for (int j = 0; j < _centre.Length && _slope < double.PositiveInfinity; j++)
            {
                double over = _centre[i] - _centre[j] - _slope * Distance(i, j);
                (high, low, excess) = over > excess ? (i, j, over) : (high, low, excess);
            }
        }
        double[] normal = new double[_centre.Length];
        (normal[high], normal[low]) = (1, -1);
        return excess > 1e-12 ? (normal[_fixed..], excess) : null;
    }

    // What lies beyond the centre loses more than it; the best lies within the ellipsoid, so not far below either.
    private (double[] Normal, double Excess) Worse()
    {
        (double loss, double[] gradient) = At(_centre);
        Loss = Math.Min(Loss, loss);
        _floor = Math.Max(_floor, loss - Width(gradient[_fixed..]));
        return (gradient[_fixed..], loss - Loss);
    }

    // The smallest ellipsoid around what is left of this one where normal x (point - centre) is at most -excess.
    private void Cut(double[] normal, double excess)
    {
        int n = normal.Length;
        double[] across = Across(normal);
        double width = Width(normal), depth = excess / width;
        if (!(depth < 1))
        {
            return;
        }
        double step = (1 + n * depth) / (n + 1), narrowed = 1 - Math.Sqrt(Math.Max(0, 1 - 2 * step / (1 + depth)));
        double grown = Math.Sqrt(n * n * (1 - depth * depth) / (n * n - 1.0));
        for (int i = 0; i < n; i++)
        {
            double along = Enumerable.Range(0, n).Sum(j => _axes[i, j] * across[j]) / width;
            _centre[i + _fixed] -= step * along;
            for (int j = 0; j < n; j++)
            {
                _axes[i, j] = grown * (_axes[i, j] - narrowed * along * across[j] / width);
            }
        }
    }

    // How far the ellipsoid reaches from its centre along a direction, times the direction's length.
    private double Width(double[] normal) => Math.Sqrt(Across(normal).Sum(value => value * value));

    private double[] Across(double[] normal)
        => [.. Enumerable.Range(0, normal.Length).Select(j => normal.Select((value, i) => value * _axes[i, j]).Sum())];

    private double Distance(int one, int other)
        => Math.Sqrt(Enumerable.Range(0, _places.GetLength(1)).Sum(k => Math.Pow(_places[one, k] - _places[other, k], 2)));

    private (double Loss, double[] Gradient) At(double[] logits)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor values = torch.tensor(logits).requires_grad_();
        Tensor loss = _objective.DiscriminatorLoss(values.index_select(0, _real), values.index_select(0, _fake));
        return (loss.item(), torch.grad([loss], [values])[0]!.ToArray<double>());
    }

    private static long[] Seen(IReadOnlyList<int> counts)
        => [.. counts.SelectMany((count, outcome) => Enumerable.Repeat((long)outcome, count))];
}
