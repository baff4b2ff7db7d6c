using System.Text.Json.Nodes;
using Xunit;

namespace Saddle.Tests.Theory.Experiments;

public class PickAGeneratorTests
{
    [Fact]
    public void The_third_generator_is_chosen_as_in_the_notes()
    {
        var ran = new Ran("pick-a-generator");
        Assert.Equal("G3", ran.Values["choice"]!.GetValue<string>());
        Assert.Equal(3, ran.Rows("generators").Length);
    }

    [Theory]
    [InlineData("0.5*N(-2,0.7)+0.5*N(2,0.7)", "N(-4,1)", "N(0,2.2)", "U(-3,3)")]
    [InlineData("0.1,0.2,0.7", "1,0,0", "0.3,0.3,0.4", "0.1,0.2,0.7")]
    [InlineData("U(0,1)", "U(2,3)", "U(0.5,1.5)", "0.5*delta(0.5)+0.5*U(0,1)")]
    public void The_maximum_that_is_found_is_that_of_the_formula(string target, string g1, string g2, string g3)
    {
        // 4,000 cells over 14 deviations blur densities by less than 1e-5; where a density jumps, by a cell's probability at
        // most.
        foreach (JsonObject row
            in new Ran("pick-a-generator", ("target", target), ("g1", g1), ("g2", g2), ("g3", g3)).Rows("generators"))
        {
            double formula = Ran.Number(row["maximum_by_formula"]), found = Ran.Number(row["maximum_found"]);
            Assert.InRange(found - formula, -1e-3, 1e-9);
            Assert.Equal(2 * Ran.Number(row["jsd"]) - 2 * Math.Log(2), formula, 1e-12);
        }
    }

    [Fact]
    public void Smooth_densities_are_found_to_five_digits()
        => Assert.All(
            new Ran("pick-a-generator").Rows("generators"),
            row => Assert.Equal(Ran.Number(row["maximum_by_formula"]), Ran.Number(row["maximum_found"]), 1e-5));

    [Fact]
    public void A_perfect_generator_is_chosen_at_minus_two_log_two()
    {
        var ran = new Ran("pick-a-generator", ("target", "N(0,1)"), ("g1", "N(0.1,1)"), ("g2", "N(0,1)"), ("g3", "N(0,1.1)"));
        Assert.Equal("G2", ran.Values["choice"]!.GetValue<string>());
        Assert.Equal(-2 * Math.Log(2), ran["value_of_choice"], 1e-9);
    }

    [Fact]
    public void Bad_input_names_the_generator()
        => Assert.StartsWith("experiment pick-a-generator: g2: ", Ran.Refusal("pick-a-generator", ("g2", "N(0)")));
}
