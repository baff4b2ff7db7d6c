using System.Text.Json.Nodes;
using Xunit;

namespace Saddle.Tests.Theory.Experiments;

public class MovingTargetTests
{
    [Theory]
    [InlineData("N(2,1)")]
    [InlineData("N(-3,0.5)")]
    [InlineData("0.5*N(-1,0.5)+0.5*N(4,1)")]
    public void Both_values_touch_with_one_slope_and_part_with_the_square_of_the_step(string target)
    {
        var ran = new Ran("moving-target", ("target", target));
        Assert.Equal(ran["slope_against_best_discriminator"], ran["slope_against_first_discriminator"], 1e-6);
        // The next term of the gap is of third order: 2 within a few hundredths at steps of 0.02 and 0.04.
        Assert.Equal(2, ran["growth_exponent_of_gap"], 0.05);
    }

    [Fact]
    public void The_old_discriminator_never_says_more_than_the_best_one()
        => Assert.All(
            new Ran("moving-target").Rows("steps"), row => Assert.InRange(Ran.Number(row["gap"]), -1e-12, double.MaxValue));

    [Fact]
    public void Against_the_best_discriminator_the_target_is_the_best_step()
    {
        var ran = new Ran("moving-target");
        Assert.Equal(2, ran["best_step"], 1e-12);
        JsonObject[] rows = ran.Rows("steps");
        Assert.Equal(-2 * Math.Log(2), rows.Min(row => Ran.Number(row["against_best_discriminator"])), 1e-10);
        // The old discriminator praises whatever lies farther on.
        Assert.Equal(rows[^1], rows.MinBy(row => Ran.Number(row["against_first_discriminator"])));
    }

    [Fact]
    public void Few_generator_steps_a_discriminator_arrive_and_many_run_away()
    {
        JsonObject[] plays = new Ran("moving-target").Rows("training");
        Assert.Equal(0, Ran.Number(plays[0]["final_jsd"]), 1e-6);
        Assert.Equal(2, Ran.Number(plays[0]["final_mean"]), 1e-3);
        Assert.Equal(Math.Log(2), Ran.Number(plays[^1]["final_jsd"]), 1e-6);
        Assert.True(Ran.Number(plays[^1]["final_mean"]) > 10);
    }

    [Fact]
    public void A_start_at_the_target_stays()
    {
        var ran = new Ran("moving-target", ("mean", 2.0));
        Assert.Equal(0, ran["best_step"]);
        Assert.All(ran.Rows("training"), play => Assert.Equal(2, Ran.Number(play["final_mean"]), 1e-9));
    }

    [Theory]
    [InlineData("delta(0)")]
    [InlineData("0.5*delta(0)+0.5*N(0,1)")]
    [InlineData("0.5,0.5")]
    public void Point_masses_are_refused(string target)
        => Assert.Contains("point masses", Ran.Refusal("moving-target", ("target", target)));
}
