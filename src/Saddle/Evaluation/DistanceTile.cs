namespace Saddle.Evaluation;

/// <summary>A rectangle of a table of squared distances.</summary>
internal readonly ref struct DistanceTile
{
    // Products of float64 err by some 1e-15 of the lengths. Pairs whose distances differ by no more than this count as equally
    // far, so that a sample beside its copy, or at the very distance that a neighbourhood reaches to, is judged as exact numbers
    // would.
    private const double Rounding = 1e-12;

    /// <summary>Squared distances, row by row; rounding may leave one slightly below 0.</summary>
    internal required ReadOnlySpan<double> Squared { get; init; }

    /// <summary>The number of the first row.</summary>
    internal required int Row { get; init; }

    /// <summary>The number of the first column.</summary>
    internal required int Column { get; init; }

    /// <summary>The squared lengths of the samples of the rows, about the columns' mean.</summary>
    internal required ReadOnlySpan<double> RowLengths { get; init; }

    /// <summary>The squared lengths of the samples of the columns, about their mean.</summary>
    internal required ReadOnlySpan<double> ColumnLengths { get; init; }

    /// <summary>The distances of one row of the tile.</summary>
    internal ReadOnlySpan<double> Distances(int row) => Squared.Slice(row * ColumnLengths.Length, ColumnLengths.Length);

    /// <summary>How far apart two squared distances may be that count as equal.</summary>
    internal double Tolerance(int row, int column) => Rounding * (RowLengths[row] + ColumnLengths[column]);
}
