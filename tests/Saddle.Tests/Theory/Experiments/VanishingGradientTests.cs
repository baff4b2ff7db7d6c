using System.Text.Json.Nodes;
using Saddle.Theory.Experiments;
using Xunit;

namespace Saddle.Tests.Theory.Experiments;

public class VanishingGradientTests
{
    [Fact]
    public void The_minimax_gradient_vanishes_and_the_others_do_not()
    {
        JsonObject values = ExperimentRuns.Run("vanishing-gradient", ("steps", 250)).Values;
        double Lost(string name) => values.Find("gradients", "objective", name).Value("decades_lost");
        Assert.InRange(Lost("minimax"), 1, 6);
        foreach (string name in new[] { "non-saturating", "least-squares", "hinge", "wasserstein, penalty" })
        {
            Assert.InRange(Lost(name), 0, 0.75);
        }
    }

    [Fact]
    public void The_untrained_discriminator_gives_minimax_and_non_saturating_nearly_the_same_gradient()
    {
        JsonObject values = ExperimentRuns.Run("vanishing-gradient", ("steps", 10)).Values;
        // At D = 1/2 both slopes are 1/2; the untrained logits lie within 0.2 of 0.
        double minimax = values.Find("gradients", "objective", "minimax").Value("first");
        Assert.Equal(1, values.Find("gradients", "objective", "non-saturating").Value("first") / minimax, 0.2);
    }

    [Fact]
    public void Several_stages_of_the_generator_have_a_row_and_a_line_each()
    {
        ExperimentResult result = ExperimentRuns.Run("vanishing-gradient", ("steps", 10), ("generator_steps", "0,3"));
        Assert.Equal(
            ["0", "3", "0", "3"], result.Values["gradients"]!.AsArray().Select(row => row!.AsObject())
                .Where(row => (string)row["objective"]! is "minimax" or "non-saturating")
                .OrderBy(row => (string)row["objective"]!)
                .Select(row => row["generator_steps"]!.ToString()));
        Assert.Equal(5, result.Charts.Count);
        Assert.Contains(result.Charts, chart => chart.Name == "gradient-norm-wasserstein-penalty");
        Assert.All(result.Charts, chart => Assert.Contains("after 3 generator steps", chart.Svg, StringComparison.Ordinal));
        // The untrained generator's numbers are those without a second stage.
        Assert.Equal(
            ExperimentRuns.Run("vanishing-gradient", ("steps", 10)).Values.Find("gradients", "objective", "hinge").Value("last"),
            result.Values["gradients"]!.AsArray().Select(row => row!.AsObject())
                .First(row => (string)row["objective"]! == "hinge").Value("last"));
    }

    [Theory, InlineData("5,5"), InlineData("x"), InlineData("-1"), InlineData("")]
    public void Stages_that_do_not_ascend_are_refused(string stages) => Assert.Contains(
        "generator_steps: expected whole numbers in ascending order",
        Ran.Refusal("vanishing-gradient", ("generator_steps", stages)),
        StringComparison.Ordinal);

    [Fact]
    public void A_seed_gives_the_same_numbers_twice()
        => ExperimentRuns.AssertRepeats(
            "vanishing-gradient", ("steps", 10), ("generator_steps", "5"), ("data", "grid"), ("seed", 5));
}
