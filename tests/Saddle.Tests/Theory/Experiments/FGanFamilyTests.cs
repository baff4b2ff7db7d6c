using System.Text.Json.Nodes;
using Saddle.Theory.Experiments;
using Xunit;

namespace Saddle.Tests.Theory.Experiments;

public class FGanFamilyTests
{
    private static readonly (string, object)[] s_short =
        [("divergences", "kl,pearson"), ("steps", 800), ("batch", 256), ("learning_rate", 0.05)];

    private static readonly Lazy<ExperimentResult> s_result = new(() => ExperimentRuns.Run("f-gan", s_short));

    public static TheoryData<string> Members => [.. FamilyMember.All.Select(member => member.Name)];

    // The errors are of rounding; the envelope has only 4,001 of the lines, whose slopes lie 0.3 % apart.
    [Theory, MemberData(nameof(Members))]
    public void Each_row_of_the_table_fulfils_its_definitions(string name)
    {
        JsonObject row = FamilyMember.All.Single(member => member.Name == name).CheckedRow();
        Assert.InRange(row.Value("fenchel_error"), 0, 1e-12);
        Assert.InRange(row.Value("bound_error"), 0, 1e-12);
        Assert.InRange(row.Value("activation_error"), 0, 1e-12);
        Assert.InRange(row.Value("envelope_error"), 0, 1e-5);
    }

    [Fact]
    public void The_trained_bound_stays_below_the_divergence_of_the_same_gaussian()
    {
        foreach (JsonObject row in s_result.Value.Values["trained"]!.AsArray().Select(row => row!.AsObject()))
        {
            Assert.InRange(row.Value("bound"), 0.02, row.Value("divergence_reached"));
            Assert.True(row.Value("divergence_reached") >= row.Value("divergence") - 1e-9);
        }
    }

    [Fact]
    public void The_cross_table_measures_the_trained_gaussians()
    {
        JsonObject values = s_result.Value.Values;
        foreach (string name in new[] { "kl", "pearson" })
        {
            Assert.Equal(
                values.Find("trained", "trained_on", name).Value("divergence_reached"),
                values.Find("cross_table", "trained_on", name).Value(name), 12);
        }
    }

    [Fact]
    public void A_gaussian_target_is_found()
    {
        JsonObject row = ExperimentRuns.Run(
            "f-gan", ("target", "N(0.5,1.2)"), ("divergences", "kl"), ("steps", 1000), ("batch", 256), ("learning_rate", 0.05))
            .Values.Find("trained", "trained_on", "kl");
        // Stochastic steps on batches of 256 keep the mean of the last quarter within about 0.05.
        Assert.Equal(0.5, row.Value("mean"), 0.15);
        Assert.Equal(1.2, row.Value("deviation"), 0.15);
    }

    [Fact]
    public void A_seed_gives_the_same_numbers_twice()
        => ExperimentRuns.AssertRepeats("f-gan", ("divergences", "js,jeffrey"), ("steps", 60), ("batch", 64), ("seed", 7));

    [Fact]
    public void Unknown_divergences_and_point_masses_are_refused()
    {
        Assert.Contains(
            "did you mean jeffrey?",
            Assert.Throws<InputException>(() => ExperimentRuns.Run("f-gan", ("divergences", "kl,jefrey"))).Message,
            StringComparison.Ordinal);
        Assert.Contains(
            "point masses", Assert.Throws<InputException>(() => ExperimentRuns.Run("f-gan", ("target", "delta(1)"))).Message,
            StringComparison.Ordinal);
    }
}
