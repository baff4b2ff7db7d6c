using System.Text.Json.Nodes;
using Xunit;

namespace Saddle.Tests.Theory.Experiments;

public class ConjugatesTests
{
    [Theory]
    [InlineData("kl")]
    [InlineData("reverse-kl")]
    [InlineData("pearson")]
    [InlineData("neyman")]
    [InlineData("hellinger")]
    [InlineData("jeffrey")]
    [InlineData("js")]
    [InlineData("weighted-js")]
    [InlineData("gan")]
    [InlineData("alpha")]
    [InlineData("total-variation")]
    public void The_envelope_lies_below_the_conjugate_and_comes_nearer_with_more_lines(string divergence)
    {
        var ran = new Ran("conjugates", ("divergence", divergence));
        double[] gaps = [.. ran.Rows("envelopes").Select(row => Ran.Number(row["largest_gap_below_conjugate"]))];
        Assert.All(gaps, gap => Assert.True(gap >= -1e-12));
        // Tangents at a distance h miss a smooth curve by the order of h^2: 16 times nearer with 4 times the lines.
        Assert.All(gaps.Zip(gaps.Skip(1)), pair => Assert.True(pair.Second < pair.First / 8 || pair.Second < 1e-12));
        foreach (JsonObject row in ran.Rows("values"))
        {
            double conjugate = Ran.Number(row["conjugate"]);
            Assert.Equal(conjugate, Ran.Number(row["envelope"]), 1e-4 * (1 + Math.Abs(conjugate)));
        }
    }

    [Theory]
    [InlineData(0.0, "reverse Kullback-Leibler")]
    [InlineData(1.0, "Kullback-Leibler")]
    public void The_limits_of_alpha_are_named(double a, string limit)
        => Assert.Contains(limit, Ran.Refusal("conjugates", ("divergence", "alpha"), ("a", a)));

    [Fact]
    public void An_unknown_divergence_gets_a_hint()
        => Assert.Contains("did you mean jeffrey", Ran.Refusal("conjugates", ("divergence", "jefrey")));
}
