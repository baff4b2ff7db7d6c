using Saddle.Torch;

namespace Saddle.Evaluation;

/// <summary>
/// Which samples of either set lie in neighbourhoods of the other's. The neighbourhood of a sample reaches to its k-th nearest
/// other sample of its own set.
/// </summary>
internal sealed class Neighbourhoods
{
    private readonly int _k;
    private readonly bool[] _generatedIsNear;
    private readonly bool[] _referenceIsNear;
    private readonly int[] _inside;

    private Neighbourhoods(FeatureSet generated, FeatureSet reference, int k)
    {
        _k = k;
        _generatedIsNear = new bool[generated.Count];
        _referenceIsNear = new bool[reference.Count];
        _inside = new int[reference.Count];
    }

    /// <summary>The share of generated samples in some reference sample's neighbourhood, its edge included.</summary>
    internal double Precision => Share(_generatedIsNear);

    /// <summary>The share of reference samples in some generated sample's neighbourhood, its edge included.</summary>
    internal double Recall => Share(_referenceIsNear);

    /// <summary>How many generated samples lie inside the neighbourhood of each reference sample, its edge excluded.</summary>
    internal IReadOnlyList<int> Inside => _inside;

    /// <summary>Counts for several k in one walk through the table of distances.</summary>
    /// <param name="generated">More than k samples.</param>
    /// <param name="reference">More than k samples.</param>
    /// <param name="ks">Each k, at least 1.</param>
    /// <param name="byStripes">Whether as a device does; null for what suits the samples.</param>
    internal static IReadOnlyList<Neighbourhoods> Count(
        FeatureSet generated, FeatureSet reference, IReadOnlyList<int> ks, bool? byStripes = null)
    {
        Neighbourhoods[] all = [.. ks.Select(k => new Neighbourhoods(generated, reference, k))];
        NearestOthers made = generated.NearestOthers(ks.Max()), real = reference.NearestOthers(ks.Max());
        if (byStripes ?? DistanceStripes.Suit(reference.Values))
        {
            DistanceStripes.Walk(
                generated.Values, reference.Values,
                (start, squared) => Array.ForEach(all, some => some.Look(start, squared, made, real)));
            return all;
        }
        DistanceTable.Walk(generated.Values, reference.Values, (in DistanceTile tile) =>
        {
            foreach (Neighbourhoods some in all)
            {
                some.Look(in tile, made, real);
            }
        });
        return all;
    }

    private void Look(in DistanceTile tile, NearestOthers generated, NearestOthers reference)
    {
        Span<double> radii = stackalloc double[tile.Columns];
        for (int column = 0; column < radii.Length; column++)
        {
            radii[column] = reference.Squared(tile.Column + column, _k);
        }
        for (int row = 0; row < tile.Rows; row++)
        {
            double radius = generated.Squared(tile.Row + row, _k);
            ReadOnlySpan<double> distances = tile.Distances(row);
            for (int column = 0; column < distances.Length; column++)
            {
                (double squared, double tolerance) = (distances[column], DistanceTile.Tolerance(distances[column]));
                _generatedIsNear[tile.Row + row] |= squared <= radii[column] + tolerance;
                _referenceIsNear[tile.Column + column] |= squared <= radius + tolerance;
                _inside[tile.Column + column] += squared < radii[column] - tolerance ? 1 : 0;
            }
        }
    }

    // The same of a stripe of the table, where the samples lie on a device.
    private void Look(long start, Tensor squared, NearestOthers generated, NearestOthers reference)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor own = Radii(generated, start, squared.size(0)).unsqueeze(1), others = Radii(reference, 0, squared.size(1));
        Tensor least = squared - DistanceTile.Tolerance(squared), most = squared + DistanceTile.Tolerance(squared);
        Mark(_generatedIsNear, start, least.le(others).sum([1]));
        Mark(_referenceIsNear, 0, least.le(own).sum([0]));
        long[] inside = most.lt(others).sum([0]).ToArray<long>();
        for (int column = 0; column < inside.Length; column++)
        {
            _inside[column] += (int)inside[column];
        }

        Tensor Radii(NearestOthers nearest, long first, long count)
            => torch.tensor([.. Enumerable.Range((int)first, (int)count).Select(sample => nearest.Squared(sample, _k))])
                .to(squared.device);
    }

    private static void Mark(bool[] flags, long start, Tensor counts)
    {
        foreach ((int place, long count) in counts.ToArray<long>().Index())
        {
            flags[start + place] |= count > 0;
        }
    }

    private static double Share(bool[] flags) => flags.Count(flag => flag) / (double)flags.Length;
}
