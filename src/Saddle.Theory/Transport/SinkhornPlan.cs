namespace Saddle.Theory.Transport;

/// <summary>A regularised transport plan: mass (i, j) = a_i b_j exp((u_i + v_j - cost) / epsilon).</summary>
public sealed class SinkhornPlan
{
    private readonly Func<int, int, double> _mass;

    internal SinkhornPlan(double cost, double marginalError, int iterations, bool converged, Func<int, int, double> mass)
        => (Cost, MarginalError, Iterations, Converged, _mass) = (cost, marginalError, iterations, converged, mass);

    /// <summary>The sum of mass times cost; at most epsilon log(min(N, M)) above the exact least cost once converged.</summary>
    public double Cost { get; }

    /// <summary>The sum over sources of |row sum - weight|; columns are exact.</summary>
    public double MarginalError { get; }

    /// <summary>How many times both potentials were fitted at the final epsilon.</summary>
    public int Iterations { get; }

    /// <summary>Whether <see cref="MarginalError"/> came down to the tolerance within the iterations allowed.</summary>
    public bool Converged { get; }

    /// <summary>The mass that moves from a source to a target.</summary>
    public double Mass(int source, int target) => _mass(source, target);
}
