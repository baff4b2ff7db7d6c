using Saddle.Evaluation;
using static Saddle.Tests.Evaluation.MetricReference;

namespace Saddle.Tests.Evaluation;

public sealed class ClustersTests : IDisposable
{
    private readonly DisposeScope _scope = torch.NewDisposeScope();

    public void Dispose() => _scope.Dispose();

    [Fact]
    public void Of_several_starts_the_best_finds_heaps_that_one_start_often_misses()
    {
        Tensor heaps = Heaps();
        Assert.All(Enumerable.Range(0, 10), seed => Assert.Equal(40.0, Inertia(heaps, starts: 10, (ulong)seed), 15.0));
        Assert.Contains(Enumerable.Range(0, 40), seed => Inertia(heaps, starts: 1, (ulong)seed) > 100);
    }

    [Fact]
    public void More_cells_than_different_samples_are_no_trouble()
        => Assert.Equal(
            [4, 2], Clusters.Centres(torch.ones([6, 2], ScalarType.Float64), 4, 2, 5, seed: 1).shape.ToArray());

    [Fact]
    public void The_nearest_centre_is_found_far_from_the_origin()
    {
        Tensor centres = torch.tensor([0.0, 1, 2], 3, 1), samples = torch.tensor([0.4, 0.6, 1.6], 3, 1);
        Assert.Equal([0L, 1, 2], Clusters.Nearest(samples + 1e9, centres + 1e9).ToArray<long>());
    }

    // Eight heaps of 20 samples on a line, each of a deviation of half a unit.
    private static Tensor Heaps()
    {
        double[] noise = Normal(160, 1, 3).Features.ToArray<double>();
        return torch.tensor([.. noise.Select((value, k) => 0.5 * value + (k % 8 * 10))], 160, 1);
    }

    private static double Inertia(Tensor samples, int starts, ulong seed)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor centres = Clusters.Centres(samples, 8, starts, 30, seed);
        return (samples - centres.index_select(0, Clusters.Nearest(samples, centres))).square().sum().item();
    }
}
