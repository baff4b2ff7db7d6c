using Saddle.Components;
using Saddle.Torch;

namespace Saddle.Data;

/// <summary>Two half circles that reach into each other.</summary>
/// <param name="noise">The standard deviation about the half circles.</param>
public sealed class Moons(double noise = 0.05) : DataSource(Entry, ("noise", noise))
{
    /// <summary>The catalogue's line.</summary>
    public static Entry<DataSource> Entry { get; } = new(
        "moons", "2-D points: two half circles that reach into each other", "",
        [Setting.Number("noise", 0.05, "the standard deviation about the half circles", 0, 1e6)],
        s => new Moons(s.Number("noise")));

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
            return new Batch(torch.stack([x, y], 1).add_(torch.randn([count, 2], random), noise), which);
        },
        ["upper", "lower"]);
}
