using Saddle.Components;
using Saddle.Torch;

namespace Saddle.Data.Synthetic;

/// <summary>
/// A rolled-up line in the plane, scaled to about [-2, 2] (the 2-D section of Marsland's roll, as in arXiv:1704.00028).
/// </summary>
[Component("swiss-roll", "2-D points: a rolled-up line", Source = "arXiv:1704.00028, section 4")]
public sealed partial record SwissRoll : DataSource
{
    /// <summary>The standard deviation about the line.</summary>
    [Setting(0, 1e6)] public double Noise { get; init; } = 0.05;

    /// <inheritdoc/>
    protected override DataSet OpenCore(DataWork work) => new PointSet((count, random) =>
    {
        // The angle runs from 1.5 pi to 4.5 pi and is the radius as well; 7.5 brings the outermost turn to about 2.
        Tensor angle = torch.rand([count], random).mul_(3 * Math.PI).add_(1.5 * Math.PI);
        Tensor line = torch.stack([angle * angle.cos(), angle * angle.sin()], 1).mul_(1 / 7.5);
        return new Batch(line.add_(torch.randn([count, 2], random), Noise), null);
    });
}
