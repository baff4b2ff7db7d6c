using System.Text.Json.Nodes;
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
        string[] pictures = ["grid-non-saturating", "grid-least-squares-2", "grid-pacgan2", "grid-ensemble"];
        Assert.Equal(pictures, result.Charts.Select(chart => chart.Name));
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
            "mode-collapse", ("data", "ring"), ("objectives", "wasserstein"), ("steps", 20), ("seed", 3));

    [Fact]
    public void An_unknown_objective_is_refused_with_the_nearest_name()
        => Assert.Contains("did you mean hinge?", Assert.Throws<InputException>(
            () => ExperimentRuns.Run("mode-collapse", ("objectives", "hing"))).Message, StringComparison.Ordinal);
}
