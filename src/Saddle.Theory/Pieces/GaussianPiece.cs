using System.Globalization;
using Saddle.Theory.Numerics;

namespace Saddle.Theory.Pieces;

internal sealed class GaussianPiece(double mean, double deviation) : Piece
{
    /// <summary>Beyond so many deviations the density is 1e-348 of its peak, and left out of integrals.</summary>
    internal const double Reach = 40;

    private static readonly double[] Steps = [0.5, 1, 2, 3, 4.5, 6, 8, 11, 15, 20, 28, Reach];
    private readonly double _logScale = -Math.Log(deviation) - Normal.LogRootTau;

    internal override double Mean => mean;

    internal override double Deviation => deviation;

    internal override Interval Support => new(double.NegativeInfinity, double.PositiveInfinity);

    internal override IEnumerable<double> Places => Around(mean, deviation);

    internal override double LogDensity(double x)
    {
        double z = (x - mean) / deviation;
        return _logScale - z * z / 2;
    }

    internal override double Cumulative(double x) => Normal.Cumulative((x - mean) / deviation);

    internal override double Survival(double x) => Normal.Cumulative((mean - x) / deviation);

    internal override double Quantile(double lower, double upper) => mean + deviation * Normal.Quantile(lower, upper);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"N({mean},{deviation})");

    /// <summary>Places on both sides of a peak.</summary>
    internal static IEnumerable<double> Around(double mean, double deviation)
        => Steps.SelectMany(step => new[] { mean - step * deviation, mean + step * deviation }).Append(mean);
}
