using System.Text.Json.Nodes;
using Saddle.Theory.Experiments;
using Xunit;

namespace Saddle.Tests.Theory.Experiments;

public class WassersteinCriticsTests
{
    // Two clouds apart: the best critic is nearly a plane, which takes few steps.
    private static readonly (string, object)[] s_small =
    [
        ("p", "N(0,0.2) x N(0,0.5)"), ("q", "N(1,0.2) x U(-1,1)"), ("points", 48), ("steps", 150), ("width", 16),
        ("learning_rate", 5e-3),
    ];

    [Fact]
    public void The_group_sort_critic_comes_near_W1_from_below_and_the_penalised_one_passes_it()
    {
        ExperimentResult result = ExperimentRuns.Run(
            "wasserstein", [.. s_small, ("distances", "0,3"), ("dimensions", "2,3")]);
        JsonObject[] rows = [.. result.Values["critics"]!.AsArray().Select(row => row!.AsObject())];
        Assert.Equal(3 * 5, rows.Length);
        JsonObject Of(string critic, int dimension, double distance) => rows.Single(row => (string)row["critic"]! == critic
            && (int)row["dimension"]! == dimension && row.Value("distance") == distance);
        foreach ((int dimension, double distance) in new[] { (2, 0.0), (2, 3.0), (3, 0.0) })
        {
            JsonObject row = Of("group-sort", dimension, distance);
            // 1-Lipschitz but for the rounding of its weights.
            Assert.InRange(row.Value("largest_slope"), 0.9, 1 + 1e-4);
            Assert.InRange(row.Value("share_of_w1"), 0.9, 1 + 1e-4);
            Assert.True(Of("clipping", dimension, distance).Value("share_of_w1") < 0.01);
            Assert.True(Of("spectral norm", dimension, distance).Value("share_of_w1") < 1 + 1e-3);
        }
        // A slope s costs 10 (s - 1)^2 and gains W1 (s - 1), so that it settles at 1 + W1 / 20.
        JsonObject far = Of("gradient penalty", 2, 3);
        Assert.Equal(1 + far.Value("w1") / 20, far.Value("share_of_w1"), 0.03);
        Assert.Equal(["critics", "distance", "dimension"], result.Charts.Select(chart => chart.Name));
        Assert.All(result.Charts, chart => Assert.DoesNotContain("NaN", chart.Svg, StringComparison.Ordinal));
    }

    [Fact]
    public void A_seed_gives_the_same_numbers_twice()
        => ExperimentRuns.AssertRepeats(
            "wasserstein", ("p", "moons"), ("points", 6), ("steps", 3), ("width", 4), ("distances", "0"), ("dimensions", "2,4"),
            ("seed", 4));

    [Theory]
    [InlineData("p", "mnist", "p: expected points of the plane, but mnist holds something else")]
    [InlineData("p", "rign", "did you mean ring?")]
    [InlineData("q", "N(0,1)", "q: expected two coordinates with ' x ' between them")]
    [InlineData("q", "N(0,1) x W(0,1)", "q: ")]
    [InlineData("p", "shapes", "p: expected points of the plane, but shapes holds")]
    [InlineData("distances", "1,far", "distances: expected numbers from -1000000 to 1000000")]
    [InlineData("dimensions", "2.5", "dimensions: expected whole numbers")]
    [InlineData("dimensions", "1", "dimensions: expected numbers from 2 to 4096")]
    [InlineData("width", "7", "take 8")]
    public void What_cannot_be_is_refused_with_the_setting(string setting, string value, string told)
        => Assert.Contains(told, Ran.Refusal("wasserstein", (setting, value)), StringComparison.Ordinal);
}
