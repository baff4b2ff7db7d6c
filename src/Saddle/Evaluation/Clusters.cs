using Saddle.Torch;

namespace Saddle.Evaluation;

/// <summary>
/// Lloyd's k-means from several starts, of which the one counts whose samples end nearest to their centres. A start takes samples
/// as centres, each drawn by its squared distance from those before it (k-means++, Arthur and Vassilvitskii, SODA 2007).
/// </summary>
internal static class Clusters
{
    // Starts are tried on so many samples at most, spread over all; the best goes on with all.
    private const long MostTried = 10_000;

    /// <summary>The centres of cells, float64 <c>[K, D]</c>. The caller's scope owns them.</summary>
    /// <param name="samples">float64 <c>[N, D]</c>, N at least K.</param>
    /// <param name="cells">K.</param>
    /// <param name="starts">How many starts.</param>
    /// <param name="iterations">How often the centres move at most.</param>
    /// <param name="seed">Fixes the samples where the centres start.</param>
    internal static Tensor Centres(Tensor samples, int cells, int starts, int iterations, ulong seed)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using var random = new RandomGenerator(seed);
        Tensor origin = samples.mean([0]), centred = samples - origin, tried = Some(centred);
        (Tensor? Centres, double Inertia) best = (null, double.PositiveInfinity);
        for (int start = 0; start < starts; start++)
        {
            (Tensor centres, double inertia) = Moved(tried, Chosen(tried, cells, random), iterations);
            if (best.Centres is null || inertia < best.Inertia)
            {
                best = (centres, inertia);
            }
        }
        return scope.MoveToOuter((tried == centred ? best : Moved(centred, best.Centres!, iterations)).Centres! + origin);
    }

    /// <summary>The number of the nearest centre to each sample, int64 <c>[N]</c>; wherever the origin lies.</summary>
    internal static Tensor Nearest(Tensor samples, Tensor centres)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor origin = centres.mean([0]);
        return scope.MoveToOuter(NearestAbout0(samples - origin, centres - origin));
    }

    // Of samples about 0: a sample's own length makes no difference to which centre is the nearest.
    private static Tensor NearestAbout0(Tensor samples, Tensor centres)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        return scope.MoveToOuter((samples.matmul(centres.t()) * 2 - centres.square().sum([1])).argmax(1));
    }

    private static Tensor Some(Tensor samples)
    {
        long count = samples.size(0);
        return count <= MostTried
            ? samples
            : samples.index_select(0, [.. Enumerable.Range(0, (int)MostTried).Select(k => k * count / MostTried)]);
    }

    private static Tensor Chosen(Tensor samples, int cells, RandomGenerator random)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        double[] drawn = torch.rand([cells], random, ScalarType.Float64).ToArray<double>();
        var chosen = new List<long> { (long)(drawn[0] * samples.size(0)) };
        Tensor squared = torch.full([samples.size(0)], double.PositiveInfinity, ScalarType.Float64, samples.device);
        while (chosen.Count < cells)
        {
            squared = squared.minimum(SquaredDistances(samples, samples.narrow(0, chosen[^1], 1)));
            double[] sums = squared.ToArray<double>();
            for (int sample = 1; sample < sums.Length; sample++)
            {
                sums[sample] += sums[sample - 1];
            }
            double wanted = drawn[chosen.Count] * sums[^1];
            // Where no sample differs from those chosen, any will do.
            chosen.Add(Math.Max(0, Array.FindIndex(sums, sum => sum > wanted)));
        }
        return scope.MoveToOuter(samples.index_select(0, [.. chosen]));
    }

    // An empty cell keeps its centre.
    private static (Tensor Centres, double Inertia) Moved(Tensor samples, Tensor centres, int iterations)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        long[]? before = null;
        for (int iteration = 0; iteration < iterations; iteration++)
        {
            Tensor numbers = NearestAbout0(samples, centres);
            long[] now = numbers.ToArray<long>();
            if (before is not null && now.AsSpan().SequenceEqual(before))
            {
                break;
            }
            before = now;
            Tensor cells = torch.arange(0, centres.size(0), dtype: ScalarType.Int64).to(samples.device);
            Tensor members = numbers.unsqueeze(0).eq(cells.unsqueeze(1)).to(ScalarType.Float64);
            Tensor counts = members.sum([1], keepdim: true);
            centres = torch.where(counts.gt(0), members.matmul(samples) / counts.clamp(min: 1), centres);
        }
        Tensor nearest = centres.index_select(0, NearestAbout0(samples, centres));
        return (scope.MoveToOuter(centres), SquaredDistances(samples, nearest).sum().item());
    }

    private static Tensor SquaredDistances(Tensor samples, Tensor from)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        return scope.MoveToOuter((samples - from).square().sum([1]));
    }
}
