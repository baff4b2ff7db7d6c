using System.Text.Json.Nodes;
using Xunit;

namespace Saddle.Tests.Theory.Experiments;

public class TrainedDiscriminatorTests
{
    [Fact]
    public void Training_approaches_the_optimum_from_below()
    {
        JsonObject values = ExperimentRuns.Run("optimal-discriminator", ("steps", 500)).Values;
        Assert.InRange(values.Value("gap"), 0, 0.01);
        Assert.InRange(values.Value("mean_error"), 0, 0.04);
        Assert.Equal(2 * values.Value("jsd") - 2 * Math.Log(2), values.Value("optimal_value"), 1e-9);
        Assert.Equal(values.Value("optimal_value") - values.Value("value"), values.Value("gap"), 1e-12);
    }

    [Fact]
    public void Equal_distributions_leave_one_half_everywhere()
    {
        JsonObject values = ExperimentRuns.Run("optimal-discriminator", ("p", "N(30,4)"), ("q", "N(30,4)"), ("steps", 300))
            .Values;
        Assert.Equal(-2 * Math.Log(2), values.Value("value"), 2e-3);
        Assert.InRange(values.Value("mean_error"), 0, 0.03);
    }

    // A network fits a few points as closely as it is trained; the samples' own frequencies are within 0.001 of the
    // probabilities.
    [Fact]
    public void Categories_are_told_apart_by_their_probabilities()
        => Assert.InRange(ExperimentRuns.Run(
            "optimal-discriminator", ("p", "0.1,0.2,0.7"), ("q", "0.3,0.3,0.4"), ("steps", 600))
                .Values.Value("largest_error"), 0, 0.03);

    [Fact]
    public void A_point_mass_beside_a_density_is_refused()
        => Assert.Contains("densities or two discrete ones", Assert.Throws<InputException>(
            () => ExperimentRuns.Run("optimal-discriminator", ("p", "delta(0)"))).Message, StringComparison.Ordinal);

    [Fact]
    public void A_seed_gives_the_same_numbers_twice()
        => ExperimentRuns.AssertRepeats("optimal-discriminator", ("steps", 20), ("seed", 2));
}
