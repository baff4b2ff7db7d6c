using Saddle.Components;
using Saddle.Data;
using Saddle.Torch;

namespace Garden;

/// <summary>Points along a heart.</summary>
[Component("hearts", "2-D points: a heart")]
public sealed partial record Hearts : DataSource
{
    /// <summary>The standard deviation about the line.</summary>
    [Setting(0, 10)] public double Noise { get; init; } = 0.02;

    protected override DataSet OpenCore(DataWork work) => Of(1, Noise);

    internal static PointSet Of(double size, double noise) => new((count, random) =>
    {
        Tensor angle = torch.rand([count], random) * (2 * Math.PI);
        Tensor x = angle.sin().pow(3), y = angle.cos() * 0.8 - (angle * 2).cos() * 0.3 - (angle * 3).cos() * 0.1;
        return new Batch(torch.stack([x, y], 1) * size + torch.randn([count, 2], random) * noise, null);
    });
}
