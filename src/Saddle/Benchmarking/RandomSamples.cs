using Saddle.Data;
using Saddle.Torch;

namespace Saddle.Benchmarking;

/// <summary>Random samples in memory: images of random bytes, or standard normal points.</summary>
internal static class RandomSamples
{
    /// <summary>Draws them.</summary>
    /// <param name="shape">What a sample is.</param>
    /// <param name="count">How many there are.</param>
    /// <param name="seed">The same seed gives the same samples.</param>
    internal static DataSet Of(SampleShape shape, int count, ulong seed)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using var random = new RandomGenerator(seed);
        long[] sizes = [count, .. shape.Sizes];
        if (shape.IsImage)
        {
            return new ImageSet((torch.rand(sizes, random) * 256).to(ScalarType.Byte));
        }
        Tensor points = torch.randn(sizes, random).DetachFromScope();
        return new PointSet(
            (wanted, source) => new Batch(points.index_select(0, torch.randperm(count, source).narrow(0, 0, wanted)), null));
    }
}
