using System.Text.Json.Nodes;
using Xunit;

namespace Saddle.Tests.Theory.Experiments;

public class OneHalfTests
{
    [Fact]
    public void A_new_discriminator_tells_more_than_the_games_own_whose_mean_is_near_one_half()
    {
        JsonObject values = ExperimentRuns.Run("one-half", ("steps", 400), ("fresh_steps", 400), ("transport_points", 50)).Values;
        foreach (string name in new[] { "no penalty", "R1" })
        {
            JsonObject game = values.Find("games", "game", name);
            Assert.InRange(game.Value("d_of_real"), 0.3, 0.8);
            Assert.True(game.Value("fresh_value") > game.Value("value") + 0.1, game.ToJsonString());
            Assert.True(game.Value("fresh_d_of_real") > game.Value("fresh_d_of_generated") + 0.1);
            Assert.InRange(game.Value("jsd_at_least"), 0.01, Math.Log(2));
        }
    }

    [Fact]
    public void A_seed_gives_the_same_numbers_twice()
        => ExperimentRuns.AssertRepeats(
            "one-half", ("steps", 10), ("fresh_steps", 5), ("transport_points", 20), ("data", "grid"), ("seed", 2));
}
