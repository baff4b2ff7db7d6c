using Saddle.Data.Pictures;
using Saddle.Learners;
using Saddle.Networks;
using Saddle.Optimizers;
using Saddle.Tests.Support;
using Saddle.Training;

namespace Saddle.Tests.Training;

/// <summary>What recipes of older formats mean where they say nothing.</summary>
public sealed class RecipeHistoryTests
{
    [Theory]
    [InlineData("\"format\": 2,", AverageWarmup.None, PackingCount.Samples)]
    [InlineData("\"format\": 1,", AverageWarmup.None, PackingCount.Samples)]
    [InlineData("\"format\": 3,", AverageWarmup.Ramp, PackingCount.Packs)]
    [InlineData("", AverageWarmup.Ramp, PackingCount.Packs)]
    public void A_setting_that_came_later_means_what_the_program_did_then(
        string format, AverageWarmup warmup, PackingCount counts)
    {
        string text = $$"""{ {{format}} "learner": { "name": "adversarial", "packing": 2 } }""";
        Adversarial game = RecipeJson.Read(text, "old").Game();
        Assert.Equal((warmup, counts, 2), (game.AverageWarmup, game.PackingCounts, game.Packing));
    }

    [Theory, InlineData("average_warmup"), InlineData("learner.average_warmup")]
    public void What_an_old_text_says_all_the_same_counts(string path)
    {
        string text = path.StartsWith("learner.", StringComparison.Ordinal)
            ? """{ "format": 2, "learner": { "average_warmup": "ramp" } }"""
            : """{ "format": 1, "average_warmup": "ramp" }""";
        Assert.Equal(AverageWarmup.Ramp, RecipeJson.Read(text, "old").Game().AverageWarmup);
    }

    [Fact]
    public void A_run_from_before_draws_its_samples_as_it_did()
    {
        Assert.Equal(LatentNumbers.Mt19937, RecipeJson.Read("""{ "format": 3 }""", "old").LatentNumbers);
        Assert.Equal(LatentNumbers.Philox, RecipeJson.Read("""{ "format": 4 }""", "new").LatentNumbers);
    }

    [Theory, InlineData(5, "cpu", false, Tf32.Convolutions), InlineData(6, "auto", true, Tf32.All)]
    public void A_run_from_before_is_computed_where_and_as_it_was(int format, string device, bool deterministic, Tf32 tf32)
    {
        Recipe recipe = RecipeJson.Read($$"""{ "format": {{format}} }""", "run");
        Assert.Equal((device, deterministic, tf32), (recipe.Device, recipe.Deterministic, recipe.Tf32));
        Assert.Equal((Precision.Float32, 0), (recipe.Precision, recipe.MicroBatch));
    }

    [Theory, InlineData(4, JpegSize.Full), InlineData(5, JpegSize.Reduced)]
    public void A_run_from_before_decodes_its_pictures_as_it_did(int format, JpegSize size)
    {
        string text = $$"""{ "format": {{format}}, "data": { "name": "folder", "path": "photos" } }""";
        Assert.Equal(size, ((FolderSource)RecipeJson.Read(text, "run").Data).Jpeg);
    }

    [Fact]
    public void A_learner_without_the_setting_is_left_alone()
    {
        Recipe flow = RecipeJson.Read("""{ "format": 2, "learner": { "name": "flow" } }""", "old");
        Assert.Equal(AverageWarmup.None, ((PlayerChoice)flow.Learner).AverageWarmup);
    }

    [Fact]
    public void What_is_written_says_all_of_it_and_is_read_as_it_was()
    {
        string text = RecipeJson.Write(Recipes.Dcgan);
        Assert.Contains("\"format\": 6", text, StringComparison.Ordinal);
        Assert.Contains("\"latent_numbers\": \"philox\"", text, StringComparison.Ordinal);
        Assert.Contains("\"average_warmup\": \"ramp\"", text, StringComparison.Ordinal);
        Assert.Equal(Recipes.Dcgan, RecipeJson.Read(text, "new"));
    }
}
