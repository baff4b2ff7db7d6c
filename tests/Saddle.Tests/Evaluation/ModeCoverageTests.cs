using Saddle.Evaluation;
using Saddle.Tests.Support;
using Saddle.Theory;
using Xunit;

namespace Saddle.Tests.Evaluation;

public class ModeCoverageTests
{
    private static readonly double[,] Corners = { { 0, 0 }, { 4, 0 }, { 0, 4 }, { 4, 4 } };

    [Fact]
    public void Samples_within_three_deviations_count_for_their_nearest_mode()
    {
        double[,] points =
            { { 0.1, 0 }, { 4, 0.29 }, { 4, -0.29 }, { 4.31, 0 }, { 2, 2 }, { double.NaN, 0 }, { 0, 0 }, { 0, 0 } };
        ModeCoverage coverage = ModeCoverage.Measure(points, Corners, 0.1);
        Assert.Equal([3, 2, 0, 0], coverage.Counts);
        Assert.Equal((4, 2), (coverage.Modes, coverage.ModesHit));
        Assert.Equal(5 / 8.0, coverage.HighQualityShare);
        double entropy = -(0.6 * Math.Log(0.6) + 0.4 * Math.Log(0.4));
        Relative.Equal(Math.Log(4) - entropy, coverage.ReverseKullbackLeibler, 1e-14);
    }

    [Fact]
    public void Equal_counts_have_no_divergence_and_a_single_mode_has_log_n()
    {
        Assert.Equal(0, ModeCoverage.Measure(Corners, Corners, 1).ReverseKullbackLeibler, 1e-15);
        Relative.Equal(Math.Log(4), ModeCoverage.Measure(new double[3, 2], Corners, 1).ReverseKullbackLeibler, 1e-15);
        ModeCoverage none = ModeCoverage.Measure(new double[,] { { 2, 2 } }, Corners, 0.1);
        Assert.Equal((0, 0d, double.PositiveInfinity), (none.ModesHit, none.HighQualityShare, none.ReverseKullbackLeibler));
    }

    [Fact]
    public void A_perfect_sampler_scores_the_closed_form()
    {
        Relative.Equal(0.98889100346175773, ModeCoverage.PerfectShare(), 1e-14);
        const int count = 40_000;
        double[] noise = Distribution.Gaussian(0, 0.05).Sample(2 * count, 9);
        var points = new double[count, 2];
        for (int k = 0; k < count; k++)
        {
            (points[k, 0], points[k, 1]) = (Corners[k % 4, 0] + noise[2 * k], Corners[k % 4, 1] + noise[2 * k + 1]);
        }
        ModeCoverage coverage = ModeCoverage.Measure(points, Corners, 0.05);
        // Four standard deviations of a share of 40,000.
        Assert.Equal(ModeCoverage.PerfectShare(), coverage.HighQualityShare, 4 * Math.Sqrt(0.0111 / count));
        Assert.Equal(4, coverage.ModesHit);
        Assert.InRange(coverage.ReverseKullbackLeibler, 0, 1e-5);
    }

    [Fact]
    public void Bad_shapes_are_refused()
    {
        Assert.Throws<ArgumentException>(() => ModeCoverage.Measure(new double[0, 2], Corners, 1));
        Assert.Throws<ArgumentException>(() => ModeCoverage.Measure(new double[1, 3], Corners, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => ModeCoverage.Measure(Corners, Corners, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => ModeCoverage.PerfectShare(-1));
    }
}
