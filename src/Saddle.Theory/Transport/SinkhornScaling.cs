using System.Numerics;
using System.Runtime.InteropServices;

namespace Saddle.Theory.Transport;

/// <summary>
/// Sinkhorn's iteration near a plan whose logarithms are known: rows and columns of the plan are multiplied by factors, which is
/// much faster than fitting logarithms, and is left before the factors grow large (arXiv:1610.06519, section 3.2).
/// </summary>
internal sealed class SinkhornScaling
{
    private const double LargestFactor = 1e12;
    private readonly double[] _plan;
    private readonly double[] _sourceWeights;
    private readonly double[] _targetWeights;
    private readonly double[] _rows;
    private readonly double[] _columns;
    private readonly double[] _sums;

    internal SinkhornScaling(double[] sourceWeights, double[] targetWeights, Func<int, int, double> mass)
    {
        (_sourceWeights, _targetWeights) = (sourceWeights, targetWeights);
        (_rows, _columns, _sums) =
            (new double[sourceWeights.Length], new double[targetWeights.Length], new double[targetWeights.Length]);
        Array.Fill(_rows, 1);
        Array.Fill(_columns, 1);
        _plan = new double[sourceWeights.Length * targetWeights.Length];
        for (int k = 0; k < _plan.Length; k++)
        {
            _plan[k] = mass(k / targetWeights.Length, k % targetWeights.Length);
        }
    }

    /// <summary>Fits rows and columns in turn; returns whether the rows' error came down to half of the tolerance.</summary>
    internal bool Run(double tolerance, int maximumIterations, ref int iteration)
    {
        while (true)
        {
            double error = FitRows();
            if (error <= tolerance / 2)
            {
                return true;
            }
            FitColumns();
            if (iteration >= maximumIterations)
            {
                return false;
            }
            iteration++;
            if (_rows.Concat(_columns).Any(factor => factor is > LargestFactor or < 1 / LargestFactor))
            {
                return false;
            }
        }
    }

    internal void AddTo(double[] u, double[] v, double epsilon)
    {
        for (int i = 0; i < u.Length; i++)
        {
            u[i] += epsilon * Math.Log(_rows[i]);
        }
        for (int j = 0; j < v.Length; j++)
        {
            v[j] += epsilon * Math.Log(_columns[j]);
        }
    }

    // Returns how wrong the rows' sums were.
    private double FitRows()
    {
        double error = 0;
        for (int i = 0; i < _rows.Length; i++)
        {
            if (_sourceWeights[i] > 0)
            {
                double sum = Dot(Row(i), _columns);
                error += Math.Abs(_rows[i] * sum - _sourceWeights[i]);
                _rows[i] = _sourceWeights[i] / sum;
            }
        }
        return error;
    }

    private void FitColumns()
    {
        Array.Clear(_sums);
        for (int i = 0; i < _rows.Length; i++)
        {
            AddMultiple(Row(i), _rows[i], _sums);
        }
        for (int j = 0; j < _columns.Length; j++)
        {
            _columns[j] = _targetWeights[j] > 0 ? _targetWeights[j] / _sums[j] : 1;
        }
    }

    private ReadOnlySpan<double> Row(int i) => _plan.AsSpan(i * _columns.Length, _columns.Length);

    private static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        ReadOnlySpan<Vector<double>> wideA = MemoryMarshal.Cast<double, Vector<double>>(a);
        ReadOnlySpan<Vector<double>> wideB = MemoryMarshal.Cast<double, Vector<double>>(b);
        Vector<double> wide = Vector<double>.Zero;
        for (int k = 0; k < wideA.Length; k++)
        {
            wide += wideA[k] * wideB[k];
        }
        double sum = Vector.Sum(wide);
        for (int k = wideA.Length * Vector<double>.Count; k < a.Length; k++)
        {
            sum += a[k] * b[k];
        }
        return sum;
    }

    private static void AddMultiple(ReadOnlySpan<double> row, double factor, Span<double> sums)
    {
        ReadOnlySpan<Vector<double>> wideRow = MemoryMarshal.Cast<double, Vector<double>>(row);
        Span<Vector<double>> wideSums = MemoryMarshal.Cast<double, Vector<double>>(sums);
        for (int k = 0; k < wideRow.Length; k++)
        {
            wideSums[k] += wideRow[k] * factor;
        }
        for (int k = wideRow.Length * Vector<double>.Count; k < row.Length; k++)
        {
            sums[k] += row[k] * factor;
        }
    }
}
