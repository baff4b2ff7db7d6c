using Saddle.Components;

namespace Saddle.Data;

/// <summary>Gaussians at equal, distinct angles of a circle: the classic test of mode collapse (arXiv:1611.02163).</summary>
/// <param name="modes">How many.</param>
/// <param name="radius">The circle's radius.</param>
/// <param name="deviation">The standard deviation of each Gaussian.</param>
public sealed class Ring(int modes = 8, double radius = 1, double deviation = 0.01)
    : DataSource(Entry, ("modes", modes), ("radius", radius), ("deviation", deviation))
{
    /// <summary>The catalogue's line.</summary>
    public static Entry<DataSource> Entry { get; } = new(
        "ring", "2-D points: Gaussians on a circle", "arXiv:1611.02163; arXiv:1712.04086, section 4.1",
        [
            Setting.Whole("modes", 8, "how many Gaussians", 1, 10_000),
            Setting.Number("radius", 1, "the circle's radius", 1e-6, 1e6),
            Setting.Number("deviation", 0.01, "the standard deviation of each", 0, 1e6),
        ],
        s => new Ring((int)s.Whole("modes"), s.Number("radius"), s.Number("deviation")));

    /// <inheritdoc/>
    protected override DataSet OpenCore(DataWork work) => GaussianMixture.Of(
        [.. Enumerable.Range(0, modes).Select(k => (radius * Math.Cos(Math.Tau * k / modes), radius * Math.Sin(Math.Tau * k / modes)))],
        deviation);
}
