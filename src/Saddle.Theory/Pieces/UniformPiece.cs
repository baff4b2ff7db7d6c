using System.Globalization;

namespace Saddle.Theory.Pieces;

internal sealed class UniformPiece(double low, double high) : Piece
{
    private readonly double _logDensity = -Math.Log(high - low);

    internal override double Mean => low + (high - low) / 2;

    internal override double Deviation => (high - low) / Math.Sqrt(12);

    internal override Interval Support => new(low, high);

    internal override IEnumerable<double> Places => [low, high];

    internal override double LogDensity(double x) => Support.Contains(x) ? _logDensity : double.NegativeInfinity;

    internal override double Cumulative(double x) => Math.Clamp((x - low) / (high - low), 0, 1);

    internal override double Survival(double x) => Math.Clamp((high - x) / (high - low), 0, 1);

    internal override double Quantile(double lower, double upper)
        => lower < upper ? low + lower * (high - low) : high - upper * (high - low);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"U({low},{high})");
}
