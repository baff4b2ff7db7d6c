using System.Text.Json.Nodes;
using Xunit;

namespace Saddle.Tests.Theory.Experiments;

public class MaximumLikelihoodTests
{
    [Theory]
    [InlineData("0.4*N(-2,0.6)+0.6*N(1.5,1)")]
    [InlineData("U(-1,3)")]
    public void Likelihood_and_kl_differ_by_the_entropy_at_every_step(string data)
    {
        var ran = new Ran("maximum-likelihood", ("data", data), ("steps", 40L));
        Assert.InRange(ran["largest_departure_from_entropy"], 0, 1e-9);
        Assert.All(ran.Rows("steps"), row => Assert.Equal(ran["entropy"], Ran.Number(row["difference"]), 1e-9));
    }

    [Theory]
    [InlineData("N(1,0.5)", 0.72579135264473)] // log(0.5 sqrt(2 pi e))
    [InlineData("U(-1,3)", 1.38629436111989)] // log 4
    public void The_entropy_is_that_of_the_textbook(string data, double entropy)
        => Assert.Equal(
            entropy, new Ran("maximum-likelihood", ("data", data), ("steps", 1L), ("components", 1L))["entropy"], 1e-9);

    [Fact]
    public void The_default_data_are_found_again()
    {
        var ran = new Ran("maximum-likelihood");
        // 4,000 samples leave 5 parameters with a KL of about 5 / 8,000.
        Assert.InRange(ran["final_kl"], 0, 0.003);
        JsonObject[] parts = ran.Rows("model");
        Assert.Equal(
            [0.4, -2, 0.6], [Ran.Number(parts[0]["weight"]), Ran.Number(parts[0]["mean"]), Ran.Number(parts[0]["deviation"])],
            Near);
        Assert.Equal(
            [0.6, 1.5, 1], [Ran.Number(parts[1]["weight"]), Ran.Number(parts[1]["mean"]), Ran.Number(parts[1]["deviation"])],
            Near);
    }

    [Fact]
    public void One_gaussian_ends_at_the_samples_moments()
    {
        var ran = new Ran("maximum-likelihood", ("data", "N(3,0.5)"), ("components", 1L), ("rate", 0.2));
        JsonObject only = ran.Rows("model").Single();
        // The standard errors of 4,000 samples are 0.008 and 0.006.
        Assert.Equal(3, Ran.Number(only["mean"]), 0.03);
        Assert.Equal(0.5, Ran.Number(only["deviation"]), 0.03);
    }

    [Fact]
    public void The_likelihood_of_the_samples_never_falls()
    {
        double[] losses =
            [.. new Ran("maximum-likelihood").Rows("steps").Select(row => Ran.Number(row["cross_entropy_of_samples"]))];
        Assert.All(losses.Zip(losses.Skip(1)), pair => Assert.InRange(pair.Second, 0, pair.First + 1e-12));
    }

    [Fact]
    public void Point_masses_are_refused()
        => Assert.Contains("point masses", Ran.Refusal("maximum-likelihood", ("data", "delta(0)")));

    private static bool Near(double expected, double actual) => Math.Abs(expected - actual) < 0.06;
}
