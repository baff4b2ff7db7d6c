using System.Text.Json.Nodes;
using Saddle.Data;
using Saddle.Evaluation;
using Saddle.Theory.Experiments;
using Xunit;

namespace Saddle.Tests.Theory.Experiments;

public class ModeCollapseTests
{
    [Fact]
    public void An_ensemble_finds_at_least_as_many_modes_as_its_mean_member_and_each_has_a_picture()
    {
        ExperimentResult result = ExperimentRuns.Run(
            "mode-collapse", ("data", "grid"), ("objectives", "non-saturating,least-squares@2,pacgan2"), ("steps", 400));
        JsonObject[] rows = [.. result.Values["coverage"]!.AsArray().Select(row => row!.AsObject())];
        Assert.Equal(["non-saturating", "least-squares@2", "pacgan2", "ensemble"], rows.Select(row => (string)row["objective"]!));
        Assert.All(rows, row => Assert.InRange(row.Value("modes"), 0, 25));
        double[] members = [.. rows.SkipLast(1).Select(row => row.Value("modes"))];
        // Otherwise nothing is compared.
        Assert.True(members.Max() > 0, "no member finds a mode");
        Assert.InRange(rows[^1].Value("modes"), members.Average(), members.Length * members.Max());
        Assert.All(rows, row => Assert.InRange(row.Value("high_quality_share"), 0, 1));
        string[] pictures =
        [
            "grid-non-saturating", "grid-least-squares-2", "grid-pacgan2", "grid-ensemble", "grid-non-saturating-over-time",
            "grid-least-squares-2-over-time", "grid-pacgan2-over-time", "grid-modes",
        ];
        Assert.Equal(pictures, result.Charts.Select(chart => chart.Name));
        // The last look is at the samples that are counted.
        JsonObject[] histories = [.. result.Values["over_time"]!.AsArray().Select(row => row!.AsObject())];
        Assert.Equal(
            rows.SkipLast(1).Select(row => row.Value("modes")),
            histories.Select(row => (double)(int)row["modes"]![19]!));
        Assert.All(histories, row => Assert.Equal(20, (int)row["every_steps"]!));
    }

    [Fact]
    public void Training_finds_modes_that_an_untrained_generator_does_not()
    {
        double found = ExperimentRuns.Run("mode-collapse", ("data", "grid"), ("objectives", "non-saturating"), ("steps", 400))
            .Values.Find("coverage", "objective", "non-saturating").Value("modes");
        double before = ExperimentRuns.Run(
            "mode-collapse", ("data", "grid"), ("objectives", "non-saturating"), ("steps", 10), ("quick", true))
            .Values.Find("coverage", "objective", "non-saturating").Value("modes");
        Assert.InRange(found, 5, 25);
        // Two steps of small weights: all points lie about the middle.
        Assert.InRange(before, 0, found - 1);
    }

    [Fact]
    public void The_counts_of_a_perfect_sampler_are_perfect()
    {
        PlaneMixture grid = PlaneMixture.All.Single(mixture => mixture.Name == "grid");
        ModeCoverage coverage = grid.Measure(grid.Real(PlaneMixture.CountedSamples, 1));
        Assert.Equal(25, coverage.ModesHit);
        // Binomial: 2,500 samples give a share within three deviations of 0.0021.
        Assert.Equal(ModeCoverage.PerfectShare(), coverage.HighQualityShare, 0.0065);
    }

    [Fact]
    public void A_seed_gives_the_same_numbers_twice()
        => ExperimentRuns.AssertRepeats(
            "mode-collapse", ("data", "ring"), ("objectives", "wasserstein"), ("critic_steps", 10), ("seed", 3));

    [Fact]
    public void The_critics_data_have_deviation_one_and_its_samples_are_measured_at_the_datas_own_scale()
    {
        foreach (PlaneMixture mixture in PlaneMixture.All)
        {
            using DisposeScope scope = torch.NewDisposeScope();
            using DataSet unit = mixture.UnitSource.Open();
            Tensor points = unit.Sampler(1, Device.Cpu).Next(20_000).Real;
            // Within the sampling error, and the three digits to which the authors round.
            Assert.Equal(1, points.square().mean().sqrt().item(), 0.02);
            double[] scaled = (points * mixture.Scale).ToArray<double>();
            var rows = new double[scaled.Length / 2, 2];
            Buffer.BlockCopy(scaled, 0, rows, 0, scaled.Length * sizeof(double));
            Assert.Equal(ModeCoverage.PerfectShare(), mixture.Measure(rows).HighQualityShare, 0.004);
        }
    }

    [Fact]
    public void An_unknown_objective_is_refused_with_the_nearest_name()
        => Assert.Contains("did you mean hinge?", Assert.Throws<InputException>(
            () => ExperimentRuns.Run("mode-collapse", ("objectives", "hing"))).Message, StringComparison.Ordinal);
}
