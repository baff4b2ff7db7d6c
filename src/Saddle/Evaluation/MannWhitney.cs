namespace Saddle.Evaluation;

/// <summary>The rank test of Mann and Whitney (Ann. Math. Stat. 18, 1947).</summary>
internal static class MannWhitney
{
    /// <summary>
    /// The z score of the second sample's ranks, by the normal approximation: positive where its values tend to be larger. Equal
    /// values share their mean rank.
    /// </summary>
    internal static double Score(double[] first, double[] second)
    {
        double n = first.Length, m = second.Length;
        (double Value, bool IsSecond)[] all =
            [.. first.Select(value => (value, false)), .. second.Select(value => (value, true))];
        Array.Sort(all, (one, other) => one.Value.CompareTo(other.Value));
        double ranks = 0;
        for (int start = 0; start < all.Length;)
        {
            int end = start;
            while (end < all.Length && all[end].Value == all[start].Value)
            {
                end++;
            }
            // Ranks count from 1.
            double shared = (start + end + 1) / 2.0;
            ranks += shared * all[start..end].Count(entry => entry.IsSecond);
            start = end;
        }
        double wins = ranks - (m * (m + 1) / 2);
        return (wins - (n * m / 2)) / Math.Sqrt(n * m * (n + m + 1) / 12);
    }
}
