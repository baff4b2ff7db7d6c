using Saddle.Components;
using Saddle.Torch;

namespace Saddle.Data.Synthetic;

/// <summary>Two half circles that reach into each other.</summary>
[Component("moons", "2-D points: two half circles that reach into each other")]
public sealed partial record Moons : DataSource
{
    /// <summary>The standard deviation about the half circles.</summary>
    [Setting(0, 1e6)] public double Noise { get; init; } = 0.05;

    /// <inheritdoc/>
    protected override DataSet OpenCore(DataWork work) => new PointSet(
        (count, random) =>
        {
            Tensor which = torch.randint(0, 2, [count], random);
            Tensor lower = which.to(ScalarType.Float32);
            Tensor angle = torch.rand([count], random).mul_(Math.PI);
            // The lower moon is the upper one turned by half a circle about (0.5, 0.25).
            Tensor sign = 1 - 2 * lower;
            Tensor x = angle.cos() * sign + lower - 0.5;
            Tensor y = angle.sin() * sign + 0.5 * lower - 0.25;
            return new Batch(torch.stack([x, y], 1).add_(torch.randn([count, 2], random), Noise), which);
        },
        ["upper", "lower"]);
}
