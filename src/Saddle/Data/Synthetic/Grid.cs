using Saddle.Components;

namespace Saddle.Data.Synthetic;

/// <summary>Gaussians on a square grid about the origin; 5 by 5 at distance 2 as in PacGAN (arXiv:1712.04086).</summary>
[Component("grid", "2-D points: Gaussians on a square grid", Source = "arXiv:1712.04086, section 4.1")]
public sealed partial record Grid : DataSource
{
    /// <summary>How many Gaussians along each axis.</summary>
    [Setting(1, 100)] public int Side { get; init; } = 5;

    /// <summary>The distance between neighbours.</summary>
    [Setting(1e-6, 1e6)] public double Spacing { get; init; } = 2;

    /// <summary>The standard deviation of each.</summary>
    [Setting(0, 1e6)] public double Deviation { get; init; } = 0.05;

    /// <inheritdoc/>
    protected override DataSet OpenCore(DataWork work)
    {
        double[] places = [.. Enumerable.Range(0, Side).Select(k => (k - (Side - 1) / 2.0) * Spacing)];
        return GaussianMixture.Of([.. places.SelectMany(x => places.Select(y => (x, y)))], Deviation);
    }
}
