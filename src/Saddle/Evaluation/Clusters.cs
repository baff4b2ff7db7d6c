using Saddle.Torch;

namespace Saddle.Evaluation;

/// <summary>Lloyd's k-means.</summary>
internal static class Clusters
{
    /// <summary>
    /// The centres of cells, float64 <c>[K, D]</c>; an empty cell keeps its centre. The caller's scope owns them.
    /// </summary>
    /// <param name="samples">float64 <c>[N, D]</c>, N at least K.</param>
    /// <param name="cells">K.</param>
    /// <param name="iterations">How often the centres move at most.</param>
    /// <param name="seed">Fixes the samples where the centres start.</param>
    internal static Tensor Centres(Tensor samples, int cells, int iterations, ulong seed)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using var random = new RandomGenerator(seed);
        Tensor centres = samples.index_select(0, torch.randperm(samples.size(0), random).narrow(0, 0, cells));
        long[]? before = null;
        for (int iteration = 0; iteration < iterations; iteration++)
        {
            Tensor numbers = Nearest(samples, centres);
            long[] now = numbers.ToArray<long>();
            if (before is not null && now.AsSpan().SequenceEqual(before))
            {
                break;
            }
            before = now;
            Tensor members = numbers.unsqueeze(0).eq(torch.arange(0, cells, dtype: ScalarType.Int64).unsqueeze(1))
                .to(ScalarType.Float64);
            Tensor counts = members.sum([1], keepdim: true);
            centres = torch.where(counts.gt(0), members.matmul(samples) / counts.clamp(min: 1), centres);
        }
        return scope.MoveToOuter(centres);
    }

    /// <summary>The number of the nearest centre to each sample, int64 <c>[N]</c>.</summary>
    internal static Tensor Nearest(Tensor samples, Tensor centres)
        // A sample's own length makes no difference to which centre is the nearest.
        => (samples.matmul(centres.t()) * 2 - centres.square().sum([1])).argmax(1);
}
