using Saddle.Components;
using Saddle.Torch;

namespace Saddle.Data;

/// <summary>Arms that wind about the origin within the unit circle.</summary>
/// <param name="arms">How many.</param>
/// <param name="turns">How often each winds.</param>
/// <param name="noise">The standard deviation about the arms.</param>
public sealed class Spiral(int arms = 2, double turns = 1.5, double noise = 0.02)
    : DataSource(Entry, ("arms", arms), ("turns", turns), ("noise", noise))
{
    /// <summary>The catalogue's line.</summary>
    public static Entry<DataSource> Entry { get; } = new(
        "spiral", "2-D points: arms that wind about the origin", "",
        [
            Setting.Whole("arms", 2, "how many arms", 1, 100),
            Setting.Number("turns", 1.5, "how often each arm winds", 0, 100),
            Setting.Number("noise", 0.02, "the standard deviation about the arms", 0, 1e6),
        ],
        s => new Spiral((int)s.Whole("arms"), s.Number("turns"), s.Number("noise")));

    /// <inheritdoc/>
    protected override DataSet OpenCore(DataWork work) => new PointSet(
        (count, random) =>
        {
            Tensor arm = torch.randint(0, arms, [count], random);
            // The root spreads the points evenly over the disc.
            Tensor radius = torch.rand([count], random).sqrt();
            Tensor angle = radius * (Math.Tau * turns) + arm.to(ScalarType.Float32) * (Math.Tau / arms);
            Tensor points = torch.stack([radius * angle.cos(), radius * angle.sin()], 1);
            return new Batch(points.add_(torch.randn([count, 2], random), noise), arm);
        },
        [.. Enumerable.Range(0, arms).Select(k => $"arm {k}")]);
}
