using System.Text.Json.Nodes;
using Xunit;

namespace Saddle.Tests.Theory.Experiments;

public class DisjointSupportsTests
{
    [Fact]
    public void Divergences_are_stuck_and_the_transport_cost_is_the_distance()
    {
        JsonObject[] rows = new Ran("disjoint-supports", ("theta", 2.0)).Rows("distances");
        Assert.Equal(11, rows.Length);
        foreach (JsonObject row in rows)
        {
            double theta = Ran.Number(row["theta"]);
            Assert.Equal(theta > 0 ? Math.Log(2) : 0, Ran.Number(row["jsd"]), 1e-15);
            Assert.Equal(theta > 0 ? 1 : 0, Ran.Number(row["total_variation"]));
            Assert.Equal(theta > 0 ? double.PositiveInfinity : 0, Ran.Number(row["kl"]));
            Assert.Equal(theta, Ran.Number(row["w1"]), 1e-14);
            Assert.Equal(theta, Ran.Number(row["w1_by_transport"]), 1e-12);
            // Samples are moved at least by theta, and at most by the difference of their sorted heights more.
            Assert.InRange(Ran.Number(row["w1_of_independent_samples"]) - theta, 0, 0.15);
        }
        Assert.Equal((0, 2), (Ran.Number(rows[0]["theta"]), Ran.Number(rows[^1]["theta"])));
    }

    [Fact]
    public void Noise_makes_the_divergence_grow_from_0_towards_log_2()
    {
        double[] jsd = [.. new Ran("disjoint-supports").Rows("distances").Select(row => Ran.Number(row["jsd_with_noise"]))];
        Assert.Equal(0, jsd[0], 1e-12);
        Assert.All(jsd.Zip(jsd.Skip(1)), pair => Assert.True(pair.First < pair.Second));
        Assert.InRange(jsd[^1], 0.6, Math.Log(2));
    }

    [Fact]
    public void A_seed_gives_the_same_numbers_and_another_others()
    {
        string Numbers(long seed) => new Ran("disjoint-supports", ("points", 20L), ("seed", seed)).Values.ToJsonString();
        Assert.Equal(Numbers(1), Numbers(1));
        Assert.NotEqual(Numbers(1), Numbers(2));
    }

    [Fact]
    public void A_distance_of_nothing_is_refused() => Assert.Contains("theta", Ran.Refusal("disjoint-supports", ("theta", 0.0)));
}
