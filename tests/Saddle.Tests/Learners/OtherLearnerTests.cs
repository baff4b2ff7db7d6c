using Saddle.Data;
using Saddle.Learners;
using Saddle.Networks;
using Saddle.Tests.Support;
using Saddle.Torch;
using Saddle.Training;

namespace Saddle.Tests.Learners;

/// <summary>
/// What every learner beside the adversarial one keeps: it resumes bit for bit, its run opens, its recipe is read back.
/// </summary>
public sealed class OtherLearnerTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string> Cases =>
    [
        "flow points", "flow images", "mixture points", "mixture images", "vae points", "vae images", "ebgan points",
        "ebgan images",
        "began points", "began images",
    ];

    [Theory, MemberData(nameof(Cases))]
    public void Half_a_run_and_its_continuation_are_the_whole_run_bit_for_bit(string name)
    {
        Recipe recipe = Start(name, steps: 8);
        string straight = _folder.File("straight"), resumed = _folder.File("resumed");
        Tiny.Train(recipe, straight).Dispose();
        Tiny.Train(recipe with { Images = 4 * Tiny.Batch }, resumed).Dispose();
        torch.manual_seed(12345);
        Tiny.Resume(resumed, images: 8 * Tiny.Batch).Dispose();
        RunFolder.AssertSame(straight, resumed);
        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8], RunFolder.LoggedSteps(resumed));
    }

    [Theory, MemberData(nameof(Cases))]
    public void A_run_that_is_opened_draws_what_the_learner_draws(string name)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        string folder = _folder.File("run");
        double[] drawn = [];
        using (TrainingSession session = TrainingSession.Start(Start(name, steps: 2), folder))
        {
            using Run run = Trainer.Loop(session, null, CancellationToken.None);
            drawn = session.Learner.Generator.Sample(5, 1).ToArray<double>();
        }
        using Run opened = Run.Open(folder);
        Assert.Equal(drawn, opened.Generator.Sample(5, 1).ToArray<double>());
        Assert.All(drawn, value => Assert.True(double.IsFinite(value)));
        if (opened.Generator.Shape.IsImage)
        {
            Assert.All(drawn, value => Assert.InRange(value, -1, 1));
        }
    }

    [Theory, MemberData(nameof(Cases))]
    public void A_recipe_is_read_back_without_what_the_learner_does_not_look_at(string name)
    {
        Recipe recipe = Start(name, steps: 2);
        Recipe read = RecipeJson.Read(RecipeJson.Write(recipe), "recipe.json");
        Dictionary<string, object> before = RecipeFields.Flatten(recipe).ToDictionary(entry => entry.Path, entry => entry.Value);
        Assert.Equal(before, RecipeFields.Flatten(read).ToDictionary(entry => entry.Path, entry => entry.Value));
        Assert.Equal(recipe, read);
        Assert.DoesNotContain("learner.objective.name", before.Keys);
        Assert.Contains("learner.generator_optimizer.name", before.Keys);
        Assert.Equal(name[0] is 'e' or 'b', before.ContainsKey("learner.discriminator_optimizer.name"));
        Assert.Equal(name[0] is 'e' or 'b' or 'v', before.ContainsKey("learner.network.name"));
    }

    [Fact]
    public void A_key_that_the_learner_does_not_look_at_is_refused()
    {
        RecipeException error = Assert.Throws<RecipeException>(() => RecipeFields.With(
            Recipes.Find("ring"),
            [("learner.name", "flow"), ("network.latent", "3"), ("packing", "2"), ("r1.weight", "1"), ("batch", "64")]));
        Assert.Equal(
            [
                "network.latent: learner flow does not look at it.", "packing: learner flow does not look at it.",
                "r1.weight: learner flow does not look at it.",
            ],
            error.Problems);
        // The whole path is refused with the learner's name as well.
        error = Assert.Throws<RecipeException>(() => RecipeFields.With(
            Recipes.Find("ring"),
            [("learner.name", "flow"), ("learner.network.latent", "3"), ("learner.packing", "2"), ("batch", "64")]));
        Assert.Equal(2, error.Problems.Count);
        Assert.StartsWith("learner flow: unknown setting 'network.latent'", error.Problems[0], StringComparison.Ordinal);
        Assert.StartsWith("learner flow: unknown setting 'packing'", error.Problems[1], StringComparison.Ordinal);
    }

    [Theory, InlineData("flow"), InlineData("mixture"), InlineData("vae"), InlineData("ebgan"), InlineData("began")]
    public void Points_are_not_mirrored(string learner)
        => Assert.Equal(
            "horizontal_flip is for images, but the data are points [2].",
            Assert.Throws<RecipeException>(() => RunPlan.Of(Start($"{learner} points", 2) with { HorizontalFlip = true }))
                .Message);

    private Recipe Start(string name, int steps)
    {
        string[] words = name.Split(' ');
        bool isPoints = words[1] == "points";
        IEnumerable<(string, object)> settings = words[0] switch
        {
            "flow" => [("couplings", 2), ("width", 4), ("hidden_layers", 1), ("size", 8)],
            "mixture" => [("components", 3), ("covariance", isPoints ? "full" : "diagonal"), ("size", 8)],
            _ => [],
        };
        // The networks and optimisers stay those of the game.
        return RecipeFields.With(
            isPoints ? Tiny.Points(steps) : Tiny.Images(steps, _folder.Path), [("learner.name", words[0]), .. settings]);
    }
}
