using Saddle.Components;
using Saddle.Theory.Pieces;

namespace Saddle.Theory;

/// <summary>Samples from a seed: one uniform number chooses the component, another the quantile within it.</summary>
internal static class DistributionSampler
{
    internal static double[] Draw(IReadOnlyList<(double Weight, Piece Piece)> pieces, int count, ulong seed)
    {
        var samples = new double[count];
        for (int i = 0; i < count; i++)
        {
            double choice = Uniform(seed, "component", i);
            int k = 0;
            while (k < pieces.Count - 1 && choice >= pieces[k].Weight)
            {
                choice -= pieces[k++].Weight;
            }
            double share = Uniform(seed, "quantile", i);
            samples[i] = pieces[k].Piece.Quantile(share, 1 - share);
        }
        return samples;
    }

    // The middle of one of 2^52 equal parts of the unit interval: never 0 or 1, and 1 minus it is exact.
    private static double Uniform(ulong seed, string purpose, int number)
        => ((Seeds.Derive(seed, purpose, (ulong)number) >> 12) + 0.5) * Math.ScaleB(1, -52);
}
