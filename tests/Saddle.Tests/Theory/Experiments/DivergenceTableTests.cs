using Xunit;

namespace Saddle.Tests.Theory.Experiments;

public class DivergenceTableTests
{
    private static Ran Between(string p, string q) => new("divergences", ("p", p), ("q", q));

    [Fact]
    public void The_keys_are_those_of_the_manual()
        => Assert.Equal(
            ["kl", "reverse_kl", "jsd", "jsd_bits", "total_variation", "squared_hellinger", "pearson", "neyman",
             "jeffrey", "w1", "w2",
                "minimax_value", "lsgan_value", "hinge_value"],
            new Ran("divergences").Values.Select(pair => pair.Key));

    [Fact]
    public void Lists_of_probabilities_are_summed_as_by_hand()
    {
        Ran ran = Between("0.1,0.2,0.7", "0.3,0.3,0.4");
        double kl = 0.1 * Math.Log(1.0 / 3) + 0.2 * Math.Log(2.0 / 3) + 0.7 * Math.Log(7.0 / 4);
        double reverse = 0.3 * Math.Log(3) + 0.3 * Math.Log(1.5) + 0.4 * Math.Log(4.0 / 7);
        double jsd = (0.1 * Math.Log(0.1 / 0.2) + 0.2 * Math.Log(0.2 / 0.25) + 0.7 * Math.Log(0.7 / 0.55)
            + 0.3 * Math.Log(0.3 / 0.2) + 0.3 * Math.Log(0.3 / 0.25) + 0.4 * Math.Log(0.4 / 0.55)) / 2;
        Assert.Equal(kl, ran["kl"], 1e-14);
        Assert.Equal(reverse, ran["reverse_kl"], 1e-14);
        Assert.Equal(kl + reverse, ran["jeffrey"], 1e-14);
        Assert.Equal(jsd, ran["jsd"], 1e-14);
        Assert.Equal(jsd / Math.Log(2), ran["jsd_bits"], 1e-14);
        Assert.Equal(2 * jsd - 2 * Math.Log(2), ran["minimax_value"], 1e-14);
        Assert.Equal(0.3, ran["total_variation"], 1e-14);
        Assert.Equal(1.4, ran["hinge_value"], 1e-14);
        Assert.Equal(0.04 / 0.3 + 0.01 / 0.3 + 0.09 / 0.4, ran["pearson"], 1e-14);
        Assert.Equal(0.04 / 0.1 + 0.01 / 0.2 + 0.09 / 0.7, ran["neyman"], 1e-14);
        Assert.Equal(0.04 / 0.4 + 0.01 / 0.5 + 0.09 / 1.1, ran["lsgan_value"], 1e-14);
        // 0.2 of the probability moves by one category, 0.1 more passes on.
        Assert.Equal(0.2 + 0.3, ran["w1"], 1e-14);
    }

    [Fact]
    public void Gaussians_have_their_closed_forms()
    {
        Ran ran = Between("N(0,1)", "N(3,2)");
        Assert.Equal(Math.Log(2) + (1 + 9) / 8.0 - 0.5, ran["kl"], 1e-9);
        Assert.Equal(Math.Sqrt(9 + 1), ran["w2"], 1e-8);
    }

    [Fact]
    public void What_is_infinite_is_the_text_infinity()
    {
        Ran ran = Between("delta(0)", "delta(2)");
        foreach (string key in (string[])["kl", "reverse_kl", "pearson", "neyman", "jeffrey"])
        {
            Assert.Equal("Infinity", ran.Values[key]!.GetValue<string>());
        }
        Assert.Equal(Math.Log(2), ran["jsd"], 1e-15);
        Assert.Equal((1, 2, 2), (ran["total_variation"], ran["w1"], ran["w2"]));
    }

    [Theory]
    [InlineData("0.1,-0.2,1.1", "1,0,0", "p: ", "character 5")]
    [InlineData("0.5,0.5", "0.5,0.6", "q: ", "sum to 1")]
    [InlineData("0.5,0.5", "0.2,0.3,0.5", "2 and 3", "same length")]
    [InlineData("0.5*N(0,1)+0.5*X(2)", "N(0,1)", "p: ", "character 16")]
    [InlineData("N(0,0)", "N(0,1)", "p: ", "standard deviation is greater than 0")]
    [InlineData("N(0,1)", "N(0,-1)", "q: ", "character 5")]
    public void Bad_input_names_the_setting_and_the_place(string p, string q, string where, string what)
    {
        string message = Ran.Refusal("divergences", ("p", p), ("q", q));
        Assert.Contains(where, message);
        Assert.Contains(what, message);
    }
}
