using Saddle.Components;
using Saddle.Torch;

namespace Saddle.Data.Synthetic;

/// <summary>Arms that wind about the origin within the unit circle.</summary>
[Component("spiral", "2-D points: arms that wind about the origin")]
public sealed partial record Spiral : DataSource
{
    /// <summary>How many arms.</summary>
    [Setting(1, 100)] public int Arms { get; init; } = 2;

    /// <summary>How often each arm winds.</summary>
    [Setting(0, 100)] public double Turns { get; init; } = 1.5;

    /// <summary>The standard deviation about the arms.</summary>
    [Setting(0, 1e6)] public double Noise { get; init; } = 0.02;

    /// <inheritdoc/>
    protected override DataSet OpenCore(DataWork work) => new PointSet(
        (count, random) =>
        {
            Tensor arm = torch.randint(0, Arms, [count], random);
            // The root spreads the points evenly over the disc.
            Tensor radius = torch.rand([count], random).sqrt();
            Tensor angle = radius * (Math.Tau * Turns) + arm.to(ScalarType.Float32) * (Math.Tau / Arms);
            Tensor points = torch.stack([radius * angle.cos(), radius * angle.sin()], 1);
            return new Batch(points.add_(torch.randn([count, 2], random), Noise), arm);
        },
        [.. Enumerable.Range(0, Arms).Select(k => $"arm {k}")]);
}
