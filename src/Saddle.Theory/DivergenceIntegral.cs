using Saddle.Theory.Numerics;
using Saddle.Theory.Pieces;

namespace Saddle.Theory;

/// <summary>
/// The integral of q (f(p / q) - f(1) - f'(1) (p / q - 1)): a sum over atoms, exact terms where only one of the two has
/// probability, and quadrature where both have a density. Every term is at least 0.
/// </summary>
internal sealed class DivergenceIntegral
{
    private readonly FDivergence _divergence;
    private readonly Distribution _p;
    private readonly Distribution _q;

    internal DivergenceIntegral(FDivergence divergence, Distribution p, Distribution q)
    {
        ArgumentNullException.ThrowIfNull(p);
        ArgumentNullException.ThrowIfNull(q);
        p.CheckComparable(q);
        (_divergence, _p, _q) = (divergence, p, q);
    }

    internal double Evaluate()
    {
        double sum = 0;
        foreach (double position in _p.Atoms.Concat(_q.Atoms).Select(atom => atom.Position).Distinct().Order())
        {
            sum += OfPoint(_p.Probability(position), _q.Probability(position));
        }
        foreach ((double low, double high) in Regions())
        {
            sum += OfRegion(low, high);
        }
        return sum;
    }

    private double OfPoint(double p, double q)
        => q == 0 ? p * _divergence.ExcessAtInfinity
        : p == 0 ? q * _divergence.ExcessAtZero
        : _divergence.Contribution(Math.Log(p), Math.Log(q));

    // Intervals within which neither density begins or ends.
    private IEnumerable<(double Low, double High)> Regions()
    {
        double[] ends = [.. _p.Densities.Concat(_q.Densities).SelectMany(piece => new[] { piece.Support.Low, piece.Support.High })
            .Distinct().Order()];
        return ends.Zip(ends.Skip(1));
    }

    private double OfRegion(double low, double high)
    {
        bool ofP = _p.Densities.Any(Covers);
        bool ofQ = _q.Densities.Any(Covers);
        return (ofP, ofQ) switch
        {
            (false, false) => 0,
            (true, false) => Alone(_divergence.ExcessAtInfinity, _p),
            (false, true) => Alone(_divergence.ExcessAtZero, _q),
            _ when Diverges(low, high) => double.PositiveInfinity,
            _ => Quadrature.Integrate(x => _divergence.Contribution(_p.LogDensity(x), _q.LogDensity(x)), Points(low, high)),
        };

        bool Covers(Piece piece) => piece.Support.Low <= low && piece.Support.High >= high;

        // A mass that underflows is still not 0, and counts infinitely where the limit is infinite.
        double Alone(double limit, Distribution distribution)
            => double.IsInfinity(limit) ? limit : limit * distribution.DensityMass(low, high);
    }

    private List<double> Points(double low, double high)
    {
        IEnumerable<double> places = _p.Densities.Concat(_q.Densities).SelectMany(piece => piece.Places).Concat(Peaks())
            .Where(place => place > low && place < high);
        if (double.IsFinite(low))
        {
            places = places.Append(low);
        }
        if (double.IsFinite(high))
        {
            places = places.Append(high);
        }
        return [.. places.Distinct().Order()];
    }

    // Where p^a q^(1-a) of two Gaussians has its peak, which may lie far from both.
    private IEnumerable<double> Peaks()
    {
        if (_divergence.TailPower is not { } a)
        {
            yield break;
        }
        foreach (GaussianPiece p in _p.Densities.OfType<GaussianPiece>())
        {
            foreach (GaussianPiece q in _q.Densities.OfType<GaussianPiece>())
            {
                double precision = a / Square(p.Deviation) + (1 - a) / Square(q.Deviation);
                if (precision > 0)
                {
                    double mean = (a * p.Mean / Square(p.Deviation) + (1 - a) * q.Mean / Square(q.Deviation)) / precision;
                    foreach (double place in GaussianPiece.Around(mean, 1 / Math.Sqrt(precision)))
                    {
                        yield return place;
                    }
                }
            }
        }
    }

    // Whether the integral of p^a q^(1-a) grows without bound towards an infinite end, where the widest Gaussians of both decide.
    private bool Diverges(double low, double high)
        => _divergence.TailPower is { } a
            && (double.IsInfinity(low) && DivergesTowards(-1, a) || double.IsInfinity(high) && DivergesTowards(1, a));

    private bool DivergesTowards(int sign, double a)
    {
        GaussianPiece p = Outermost(_p, sign);
        GaussianPiece q = Outermost(_q, sign);
        double quadratic = a / Square(p.Deviation) + (1 - a) / Square(q.Deviation);
        double size = (Math.Abs(a) + Math.Abs(1 - a)) / Square(Math.Min(p.Deviation, q.Deviation));
        if (Math.Abs(quadratic) > 1e-13 * size)
        {
            return quadratic < 0;
        }
        double linear = a * p.Mean / Square(p.Deviation) + (1 - a) * q.Mean / Square(q.Deviation);
        return sign * linear >= 0;
    }

    private static GaussianPiece Outermost(Distribution distribution, int sign)
        => distribution.Densities.OfType<GaussianPiece>().OrderBy(piece => piece.Deviation).ThenBy(piece => sign * piece.Mean)
            .Last();

    private static double Square(double value) => value * value;
}
