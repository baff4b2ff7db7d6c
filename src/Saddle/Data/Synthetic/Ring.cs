using Saddle.Components;

namespace Saddle.Data.Synthetic;

/// <summary>Gaussians at equal, distinct angles of a circle: the classic test of mode collapse (arXiv:1611.02163).</summary>
[Component("ring", "2-D points: Gaussians on a circle", Source = "arXiv:1611.02163; arXiv:1712.04086, section 4.1")]
public sealed partial record Ring : DataSource
{
    /// <summary>How many Gaussians.</summary>
    [Setting(1, 10_000)] public int Modes { get; init; } = 8;

    /// <summary>The circle's radius.</summary>
    [Setting(1e-6, 1e6)] public double Radius { get; init; } = 1;

    /// <summary>The standard deviation of each.</summary>
    [Setting(0, 1e6)] public double Deviation { get; init; } = 0.01;

    /// <inheritdoc/>
    protected override DataSet OpenCore(DataWork work) => GaussianMixture.Of(
        [.. Enumerable.Range(0, Modes).Select(
            k => (Radius * Math.Cos(Math.Tau * k / Modes), Radius * Math.Sin(Math.Tau * k / Modes)))],
        Deviation);
}
