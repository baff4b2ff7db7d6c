using System.Globalization;

namespace Saddle.Theory.Pieces;

internal sealed class AtomPiece(double position) : Piece
{
    internal override double Mean => position;

    internal override double Deviation => 0;

    internal override Interval Support => new(position, position);

    internal override bool IsAtom => true;

    internal override IEnumerable<double> Places => [position];

    internal override double LogDensity(double x) => double.NegativeInfinity;

    internal override double Cumulative(double x) => x >= position ? 1 : 0;

    internal override double Survival(double x) => x >= position ? 0 : 1;

    internal override double Quantile(double lower, double upper) => position;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"delta({position})");
}
