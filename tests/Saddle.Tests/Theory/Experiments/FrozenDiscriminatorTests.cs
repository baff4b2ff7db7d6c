using System.Text.Json.Nodes;
using Xunit;

namespace Saddle.Tests.Theory.Experiments;

public class FrozenDiscriminatorTests
{
    [Fact]
    public void A_frozen_discriminator_sends_the_generator_past_the_data_and_alternation_brings_it_there()
    {
        JsonObject[] rows = [
            .. ExperimentRuns.Run("frozen-discriminator", ("steps", 400), ("transport_points", 100)).Values["ways"]!.AsArray()
                .Select(row => row!.AsObject()),
        ];
        Assert.Equal(
            ["frozen", "frozen", "alternation", "alternation", "finished", "finished"],
            rows.Select(row => (string)row["discriminator"]!));
        Assert.Equal(rows[0].Value("w1"), rows[2].Value("w1"), 12);
        Assert.True(rows[1].Value("w1") > 2 * rows[3].Value("w1"), $"frozen {rows[1]}, alternation {rows[3]}");
        Assert.True(rows[3].Value("w1") < 0.6 * rows[2].Value("w1"));
        Assert.True(rows[1].Value("modes") < rows[3].Value("modes"));
        // A finished game's discriminator is no better a guide to a fresh generator.
        Assert.True(rows[5].Value("w1") > 1.5 * rows[3].Value("w1"), $"finished {rows[5]}, alternation {rows[3]}");
        Assert.All(rows, row => Assert.True(row.Value("w1") <= row.Value("w2") + 1e-12));
    }

    [Fact]
    public void A_seed_gives_the_same_numbers_twice()
        => ExperimentRuns.AssertRepeats(
            "frozen-discriminator", ("start_steps", 5), ("discriminator_steps", 5), ("steps", 20), ("transport_points", 20),
            ("data", "grid"), ("seed", 9));
}
