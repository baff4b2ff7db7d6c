using Saddle.Torch;

namespace Saddle.Data.Synthetic;

/// <summary>Equally likely round Gaussians in the plane: what the ring and the grid are made of.</summary>
internal static class GaussianMixture
{
    /// <summary>A point set of the mixture; labels are the numbers of the modes.</summary>
    /// <param name="means">The modes' centres.</param>
    /// <param name="deviation">The standard deviation of each, along each axis.</param>
    internal static PointSet Of(IReadOnlyList<(double X, double Y)> means, double deviation)
    {
        float[] centres = [.. means.SelectMany(mean => new[] { (float)mean.X, (float)mean.Y })];
        return new PointSet(
            (count, random) =>
            {
                Tensor modes = torch.randint(0, means.Count, [count], random);
                Tensor points = torch.tensor(centres, means.Count, 2).index_select(0, modes);
                return new Batch(points.add_(torch.randn([count, 2], random), deviation), modes);
            },
            [.. means.Select((_, k) => $"mode {k}")])
        {
            Mixture = new KnownMixture([.. means.Select(mean => new[] { mean.X, mean.Y })], deviation),
        };
    }
}
