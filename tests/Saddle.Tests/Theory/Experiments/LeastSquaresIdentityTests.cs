using System.Text.Json.Nodes;
using Xunit;

namespace Saddle.Tests.Theory.Experiments;

public class LeastSquaresIdentityTests
{
    [Theory]
    [InlineData("0.33*N(-1,0.25)+0.67*N(2,1.4142)", "N(1,1.8)")]
    [InlineData("0.1,0.2,0.7", "0.3,0.3,0.4")]
    [InlineData("U(0,1)", "U(0.5,2)")]
    [InlineData("N(0,1)", "N(0,1)")]
    [InlineData("0.5*delta(0)+0.5*N(0,1)", "0.2*delta(0)+0.8*N(1,1)")]
    [InlineData("N(-20,0.1)", "N(20,0.1)")]
    public void The_identity_holds_to_ten_digits(string p, string q)
        => Assert.InRange(new Ran("least-squares", ("p", p), ("q", q))["identity_error"], 0, 1e-10);

    [Fact]
    public void Lists_are_summed_as_by_hand()
    {
        var ran = new Ran("least-squares", ("p", "0.1,0.2,0.7"), ("q", "0.3,0.3,0.4"));
        Assert.Equal(0.04 / 0.4 + 0.01 / 0.5 + 0.09 / 1.1, ran["chi_squared"], 1e-14);
        double[] optimum = [.. ran.Rows("optimal_discriminator").Select(row => Ran.Number(row["d"]))];
        Assert.Equal([-0.2 / 0.4, -0.1 / 0.5, 0.3 / 1.1], optimum, (a, b) => Math.Abs(a - b) < 1e-14);
    }

    [Theory]
    [InlineData(-1, 1, 0)]
    [InlineData(0, 1, 1)]
    [InlineData(3, -2, 0.5)]
    public void Both_losses_at_the_optimum_are_those_of_the_formulas(double a, double b, double c)
    {
        var ran = new Ran("least-squares", ("a", a), ("b", b), ("c", c));
        Assert.Equal(ran["discriminator_loss_by_formula"], ran["discriminator_loss"], 1e-10);
        Assert.Equal(ran["generator_loss_by_formula"], ran["generator_loss"], 1e-10);
        Assert.Equal((a, b, c) == (-1, 1, 0), ran.Values["is_pearson"]!.GetValue<bool>());
    }

    [Fact]
    public void Of_the_published_codings_one_is_pearsons()
    {
        JsonObject[] codings = new Ran("least-squares").Rows("codings");
        Assert.Equal(["pearson", "signs", "zero-one"], codings.Select(row => row["coding"]!.GetValue<string>()));
        Assert.Equal([true, false, false], codings.Select(row => row["twice_generator_loss_is_chi_squared"]!.GetValue<bool>()));
    }

    [Fact]
    public void Equal_labels_are_refused() => Assert.Contains("same label", Ran.Refusal("least-squares", ("a", 1.0)));
}
