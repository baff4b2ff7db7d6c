using System.Text.Json.Nodes;
using Xunit;

namespace Saddle.Tests.Theory.Experiments;

public class DiracGanTests
{
    private static JsonObject[] Games(string near, params IEnumerable<(string, object)> settings)
        => [.. new Ran("dirac", settings).Rows("games").Where(row => row["near_equilibrium"]!.GetValue<string>() == near)];

    [Fact]
    public void Every_objective_diverges_circles_and_converges_in_its_way()
    {
        JsonObject[] diverging = Games("diverging"), circling = Games("circling"), converging = Games("converging");
        Assert.Equal((5, 5, 5), (diverging.Length, circling.Length, converging.Length));
        Assert.All(diverging, row => Assert.Equal("simultaneous", row["updates"]!.GetValue<string>()));
        Assert.All(circling, row => Assert.Equal(0, Ran.Number(row["gamma"])));
        Assert.All(converging, row => Assert.Equal(0.5, Ran.Number(row["gamma"])));
    }

    [Fact]
    public void Near_the_equilibrium_training_does_what_the_eigenvalues_say()
    {
        (string, object)[] near = [("theta", 1e-4), ("steps", 400L)];
        double Growth(JsonObject row) => Ran.Number(row["distance_at_last"]) / Ran.Number(row["distance_at_first"]);
        Assert.All(Games("diverging", near), row => Assert.Equal(
            Math.Pow(Ran.Number(row["factor_per_step"]), 400), Growth(row), 0.01 * Growth(row)));
        // An ellipse whose axes differ by a step's length.
        Assert.All(Games("circling", near), row => Assert.InRange(Growth(row), 0.9, 1.1));
        Assert.All(Games("converging", near), row => Assert.InRange(Growth(row), 0, 1e-3));
    }

    [Fact]
    public void Eigenvalues_are_those_of_the_paper()
    {
        JsonObject row = Games("converging").Single(game => game["objective"]!.GetValue<string>() == "minimax");
        Assert.Equal("-0.25+0.433i, -0.25-0.433i", row["eigenvalues"]!.GetValue<string>());
        Assert.Equal(-0.25, Ran.Number(row["largest_real_part"]), 1e-15);
        // Over-damped: real, and the slower one is nearer to 0.
        row = Games("converging", ("gamma", 2.0)).Single(game => game["objective"]!.GetValue<string>() == "minimax");
        Assert.Equal(-1 + Math.Sqrt(0.75), Ran.Number(row["largest_real_part"]), 1e-15);
    }

    [Fact]
    public void A_start_at_the_equilibrium_is_refused() => Assert.Contains("equilibrium", Ran.Refusal("dirac", ("theta", 0.0)));
}
