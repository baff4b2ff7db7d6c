using Saddle.Theory.Numerics;
using Saddle.Theory.Pieces;

namespace Saddle.Theory;

/// <summary>Exact expectations: a sum over atoms, and quadrature where there is a density.</summary>
internal static class Expectation
{
    /// <summary>The expectation of a function.</summary>
    /// <param name="distribution">Under what.</param>
    /// <param name="value">Of what: smooth where the densities of all distributions here are.</param>
    /// <param name="others">Distributions that the function is made of: it may bend or jump where they do.</param>
    internal static double Of(Distribution distribution, Func<double, double> value, params ReadOnlySpan<Distribution> others)
    {
        double sum = distribution.Atoms.Sum(atom => atom.Probability * value(atom.Position));
        if (distribution.IsDiscrete)
        {
            return sum;
        }
        var places = new List<double>();
        foreach (Distribution other in (Distribution[])[distribution, .. others])
        {
            places.AddRange(other.Pieces.SelectMany(pair => pair.Piece.Places));
        }
        return sum + Quadrature.Integrate(Weighted, [.. places.Distinct().Order()]);

        // Where there is no density it does not matter that the function may be infinite.
        double Weighted(double x)
        {
            double density = distribution.Density(x);
            return density > 0 ? density * value(x) : 0;
        }
    }
}
