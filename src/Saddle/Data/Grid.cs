using Saddle.Components;

namespace Saddle.Data;

/// <summary>Gaussians on a square grid about the origin; 5 by 5 at distance 2 as in PacGAN (arXiv:1712.04086).</summary>
/// <param name="side">How many along each axis.</param>
/// <param name="spacing">The distance between neighbours.</param>
/// <param name="deviation">The standard deviation of each Gaussian.</param>
public sealed class Grid(int side = 5, double spacing = 2, double deviation = 0.05)
    : DataSource(Entry, ("side", side), ("spacing", spacing), ("deviation", deviation))
{
    /// <summary>The catalogue's line.</summary>
    public static Entry<DataSource> Entry { get; } = new(
        "grid", "2-D points: Gaussians on a square grid", "arXiv:1712.04086, section 4.1",
        [
            Setting.Whole("side", 5, "how many Gaussians along each axis", 1, 100),
            Setting.Number("spacing", 2, "the distance between neighbours", 1e-6, 1e6),
            Setting.Number("deviation", 0.05, "the standard deviation of each", 0, 1e6),
        ],
        s => new Grid((int)s.Whole("side"), s.Number("spacing"), s.Number("deviation")));

    /// <inheritdoc/>
    protected override DataSet OpenCore(DataWork work)
    {
        double[] places = [.. Enumerable.Range(0, side).Select(k => (k - (side - 1) / 2.0) * spacing)];
        return GaussianMixture.Of([.. places.SelectMany(x => places.Select(y => (x, y)))], deviation);
    }
}
