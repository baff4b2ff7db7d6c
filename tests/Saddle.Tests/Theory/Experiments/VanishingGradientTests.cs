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
    public void A_seed_gives_the_same_numbers_twice()
        => ExperimentRuns.AssertRepeats(
            "vanishing-gradient", ("steps", 10), ("generator_steps", 5), ("data", "grid"), ("seed", 5));
}
