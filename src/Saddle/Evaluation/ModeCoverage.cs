namespace Saddle.Evaluation;

/// <summary>
/// How well samples cover the modes of a mixture of equally likely round Gaussians, counted as in PacGAN (arXiv:1712.04086,
/// section 4.1): a sample within three deviations of its nearest centre is of high quality and counts for that mode.
/// </summary>
/// <param name="Modes">How many modes there are.</param>
/// <param name="ModesHit">How many have at least one sample of high quality.</param>
/// <param name="HighQualityShare">The share of samples of high quality, from 0 to 1; see <see cref="PerfectShare"/>.</param>
/// <param name="ReverseKullbackLeibler">
/// KL of the counts against equal ones, log n - entropy, in nats from 0 to log n; positive infinity where nothing counts.
/// </param>
/// <param name="Counts">The samples of high quality of each mode, <c>[K]</c>.</param>
public sealed record ModeCoverage(
    int Modes, int ModesHit, double HighQualityShare, double ReverseKullbackLeibler, IReadOnlyList<int> Counts)
{
    /// <summary>Counts samples.</summary>
    /// <param name="points"><c>[N, D]</c>, N at least 1; points that are not finite count as of low quality.</param>
    /// <param name="centres"><c>[K, D]</c>, K at least 1.</param>
    /// <param name="deviation">The modes' standard deviation along each axis, greater than 0.</param>
    /// <param name="deviations">How many deviations from the centre are still of high quality, greater than 0.</param>
    /// <exception cref="ArgumentException">A shape or a number is wrong.</exception>
    public static ModeCoverage Measure(double[,] points, double[,] centres, double deviation, double deviations = 3)
    {
        ArgumentNullException.ThrowIfNull(points);
        ArgumentNullException.ThrowIfNull(centres);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(deviation);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(deviations);
        (int count, int modes) = (points.GetLength(0), centres.GetLength(0));
        if (count == 0 || modes == 0 || points.GetLength(1) != centres.GetLength(1))
        {
            throw new ArgumentException(
                $"Expected points [N, D] and centres [K, D] with N and K at least 1, but received [{count}, "
                + $"{points.GetLength(1)}] and [{modes}, {centres.GetLength(1)}].");
        }
        var counts = new int[modes];
        for (int point = 0; point < count; point++)
        {
            (int nearest, double squared) = Nearest(points, point, centres);
            if (squared <= deviation * deviation * deviations * deviations)
            {
                counts[nearest]++;
            }
        }
        int good = counts.Sum();
        return new ModeCoverage(modes, counts.Count(hits => hits > 0), good / (double)count, ReverseKl(counts, good), counts);
    }

    /// <summary>The share that a perfect sampler in the plane scores, 1 - exp(-k^2 / 2): 98.89 % for three deviations.</summary>
    /// <param name="deviations">k, at least 0.</param>
    public static double PerfectShare(double deviations = 3)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(deviations);
        return 1 - Math.Exp(-deviations * deviations / 2);
    }

    private static (int Mode, double Squared) Nearest(double[,] points, int point, double[,] centres)
    {
        (int Mode, double Squared) best = (0, double.PositiveInfinity);
        for (int mode = 0; mode < centres.GetLength(0); mode++)
        {
            double squared = 0;
            for (int d = 0; d < centres.GetLength(1); d++)
            {
                double difference = points[point, d] - centres[mode, d];
                squared += difference * difference;
            }
            best = squared < best.Squared ? (mode, squared) : best;
        }
        return best;
    }

    private static double ReverseKl(int[] counts, int total) => total == 0
        ? double.PositiveInfinity
        : counts.Where(hits => hits > 0).Sum(hits => hits / (double)total * Math.Log(hits * (double)counts.Length / total));
}
