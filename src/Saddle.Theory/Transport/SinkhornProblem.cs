namespace Saddle.Theory.Transport;

/// <summary>The potentials of a regularised transport problem, fitted in turn.</summary>
internal sealed class SinkhornProblem
{
    private readonly double[] _costs;
    private readonly double[] _sourceWeights;
    private readonly double[] _targetWeights;
    private readonly double[] _u;
    private readonly double[] _v;
    private readonly double[] _largest;
    private readonly double[] _sums;

    internal SinkhornProblem(double[] costs, IReadOnlyList<double> sourceWeights, IReadOnlyList<double> targetWeights)
    {
        (_costs, _sourceWeights, _targetWeights) = (costs, [.. sourceWeights], [.. targetWeights]);
        (_u, _v) = (new double[_sourceWeights.Length], new double[_targetWeights.Length]);
        (_largest, _sums) = (new double[_v.Length], new double[_v.Length]);
    }

    internal double LargestCost => _costs.Max();

    /// <summary>Fits both potentials until the rows' sums are right.</summary>
    internal (int Iterations, double Error) Iterate(double epsilon, double tolerance, int maximumIterations)
    {
        FitTargets(epsilon);
        FitSources(epsilon);
        FitTargets(epsilon);
        for (int iteration = 1; ; iteration++)
        {
            var scaling = new SinkhornScaling(_sourceWeights, _targetWeights, (i, j) => Mass(i, j, epsilon));
            bool settled = scaling.Run(tolerance, maximumIterations, ref iteration);
            scaling.AddTo(_u, _v, epsilon);
            FitSources(epsilon);
            FitTargets(epsilon);
            double error = RowError(epsilon);
            if (settled && error <= tolerance || iteration >= maximumIterations)
            {
                return (iteration, error);
            }
        }
    }

    internal double Mass(int source, int target, double epsilon)
        => _sourceWeights[source] == 0 || _targetWeights[target] == 0
            ? 0
            : _sourceWeights[source] * _targetWeights[target]
                * Math.Exp((_u[source] + _v[target] - _costs[source * _v.Length + target]) / epsilon);

    internal double Cost(double epsilon)
    {
        double sum = 0;
        for (int i = 0; i < _u.Length; i++)
        {
            for (int j = 0; j < _v.Length; j++)
            {
                sum += Mass(i, j, epsilon) * _costs[i * _v.Length + j];
            }
        }
        return sum;
    }

    // u_i = -epsilon log of the sum over j of b_j exp((v_j - c_ij) / epsilon).
    private void FitSources(double epsilon)
    {
        for (int i = 0; i < _u.Length; i++)
        {
            ReadOnlySpan<double> costs = _costs.AsSpan(i * _v.Length, _v.Length);
            double largest = double.NegativeInfinity;
            for (int j = 0; j < costs.Length; j++)
            {
                largest = _targetWeights[j] > 0 ? Math.Max(largest, _v[j] - costs[j]) : largest;
            }
            double sum = 0;
            for (int j = 0; j < costs.Length; j++)
            {
                sum += _targetWeights[j] == 0 ? 0 : _targetWeights[j] * Math.Exp((_v[j] - costs[j] - largest) / epsilon);
            }
            _u[i] = -largest - epsilon * Math.Log(sum);
        }
    }

    // The same for v, row by row as the costs lie in memory.
    private void FitTargets(double epsilon)
    {
        Array.Fill(_largest, double.NegativeInfinity);
        Array.Fill(_sums, 0);
        for (int i = 0; i < _u.Length; i++)
        {
            ReadOnlySpan<double> costs = _sourceWeights[i] > 0 ? _costs.AsSpan(i * _v.Length, _v.Length) : [];
            for (int j = 0; j < costs.Length; j++)
            {
                _largest[j] = Math.Max(_largest[j], _u[i] - costs[j]);
            }
        }
        for (int i = 0; i < _u.Length; i++)
        {
            ReadOnlySpan<double> costs = _sourceWeights[i] > 0 ? _costs.AsSpan(i * _v.Length, _v.Length) : [];
            for (int j = 0; j < costs.Length; j++)
            {
                _sums[j] += _sourceWeights[i] * Math.Exp((_u[i] - costs[j] - _largest[j]) / epsilon);
            }
        }
        for (int j = 0; j < _v.Length; j++)
        {
            _v[j] = -_largest[j] - epsilon * Math.Log(_sums[j]);
        }
    }

    private double RowError(double epsilon)
    {
        double error = 0;
        for (int i = 0; i < _u.Length; i++)
        {
            double sum = 0;
            for (int j = 0; j < _v.Length; j++)
            {
                sum += Mass(i, j, epsilon);
            }
            error += Math.Abs(sum - _sourceWeights[i]);
        }
        return error;
    }
}
