namespace Saddle.Theory.Transport;

/// <summary>Weights as whole numbers of 2^-60 that sum to exactly 1.</summary>
internal static class TransportWeights
{
    private const long Whole = 1L << 60;

    internal static long[] ToUnits(IReadOnlyList<double> weights)
    {
        double total = weights.Sum();
        long[] units = [.. weights.Select(weight => (long)Math.Round(weight / total * Whole))];
        // What rounding leaves goes to the largest, where it is least felt.
        units[Array.IndexOf(units, units.Max())] += Whole - units.Sum();
        return units;
    }

    internal static double ToMass(long units) => units / (double)Whole;
}
