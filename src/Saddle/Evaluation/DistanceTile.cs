using Saddle.Torch;

namespace Saddle.Evaluation;

/// <summary>A rectangle of a table of squared distances.</summary>
internal readonly ref struct DistanceTile
{
    // Squared distances err by 1e-11 at most (see DistanceTable). Those that differ by less than this count as equal, so that a
    // sample at the very distance that a neighbourhood reaches to is judged as exact numbers would.
    private const double Rounding = 1e-10;

    /// <summary>Squared distances, row by row; that of a sample from its copy is exactly 0.</summary>
    internal required ReadOnlySpan<double> Squared { get; init; }

    /// <summary>The number of the first row.</summary>
    internal required int Row { get; init; }

    /// <summary>The number of the first column.</summary>
    internal required int Column { get; init; }

    /// <summary>How many rows there are.</summary>
    internal required int Rows { get; init; }

    /// <summary>How many columns there are.</summary>
    internal required int Columns { get; init; }

    /// <summary>The distances of one row of the tile.</summary>
    internal ReadOnlySpan<double> Distances(int row) => Squared.Slice(row * Columns, Columns);

    /// <summary>By how much another squared distance may differ from this one and count as equal.</summary>
    internal static double Tolerance(double squared) => Rounding * squared;

    /// <inheritdoc cref="Tolerance(double)"/>
    internal static Tensor Tolerance(Tensor squared) => squared * Rounding;
}
