using FsCheck;
using FsCheck.Fluent;

namespace Saddle.Tests.Theory;

/// <summary>Random cases, all derived from one whole number that FsCheck chooses and shrinks.</summary>
internal static class Samples
{
    internal static void ForAll(Action<Random> check)
        => Prop.ForAll<int>(seed => check(new Random(seed))).Check(Config.QuickThrowOnFailure.WithQuietOnSuccess(true));

    /// <summary>Probabilities, about one in four of them 0 where zeros are allowed.</summary>
    internal static double[] Probabilities(Random random, int count, bool zeros = false)
    {
        double[] weights = [
            .. Enumerable.Range(0, count)
                .Select(k => zeros && k > 0 && random.Next(4) == 0 ? 0 : -Math.Log(1 - random.NextDouble()) + 1e-9),
        ];
        double sum = weights.Sum();
        return [.. weights.Select(weight => weight / sum)];
    }

    internal static double[,] Points(Random random, int count, int dimension)
    {
        var points = new double[count, dimension];
        for (int i = 0; i < count; i++)
        {
            for (int d = 0; d < dimension; d++)
            {
                points[i, d] = 4 * random.NextDouble() - 2;
            }
        }
        return points;
    }
}
