using Saddle.Data;
using Saddle.Data.Synthetic;
using Saddle.Learners;
using Saddle.Tests.Support;
using Saddle.Training;

namespace Saddle.Tests.Training;

/// <summary>
/// What a step promises a GPU, of every recipe: it reads nothing from the device, and calls only what is deterministic there.
/// </summary>
public sealed class StepPromiseTests
{
    // These make what the players are told of words. Every other recipe can be recorded.
    private static readonly string[] s_reading = ["text2image"];

    // Operators are the same however wide the layers are.
    private static readonly (string Path, object Value)[] s_small =
    [
        ("network.generator_width", 8), ("network.discriminator_width", 8), ("network.maximum_width", 16),
        ("learner.components", 4), ("batch", 4), ("discriminator_steps", 1),
    ];

    // One of each learner and network: bfloat16 is slow here.
    public static TheoryData<string> Kinds =>
    [
        .. RecipeExtensions.Own.Select(entry => entry.Recipe)
            .DistinctBy(recipe => (recipe.Learner.Name, (recipe.Learner as PairChoice)?.Network.Name))
            .Select(recipe => recipe.Name),
    ];

    public static TheoryData<string> Names => [.. RecipeExtensions.Own.Select(entry => entry.Recipe.Name)];

    [Theory, MemberData(nameof(Names))]
    public void A_recipes_step_reads_nothing_and_is_deterministic(string name)
    {
        Recipe recipe = Small(Recipes.Find(name));
        using DisposeScope scope = torch.NewDisposeScope();
        using DataSet data = DataFor(recipe);
        DataForm form = DataForm.Of(data) with
        {
            Vocabulary = recipe.Learner.ReadsCaptions ? Vocabulary.Of(data.Captions) : null,
        };
        using Learner learner = recipe.Learner.Create(recipe.Setup(form));
        StepContext context = recipe.FirstStep(data.Sampler(1, Device.Cpu, recipe.HorizontalFlip));
        _ = learner.Step(context);
        using var watch = new OperatorWatch();
        for (int k = 0; k < 3; k++)
        {
            _ = learner.Step(context);
        }
        Assert.NotEmpty(watch.Seen);
        Assert.Equal(s_reading.Contains(name), recipe.Learner.ReadsInStep);
        Assert.Empty(watch.Nondeterministic);
        Assert.Equal(recipe.Learner.ReadsInStep, watch.HostReads.Count > 0);
    }

    [Theory, MemberData(nameof(Kinds))]
    public void A_recipes_step_in_bf16_has_float32s_numbers_nearly_and_weights_of_float32(string name)
    {
        Recipe recipe = Small(Recipes.Find(name));
        using DisposeScope scope = torch.NewDisposeScope();
        using DataSet data = DataFor(recipe);
        DataForm form = DataForm.Of(data) with
        {
            Vocabulary = recipe.Learner.ReadsCaptions ? Vocabulary.Of(data.Captions) : null,
        };
        IReadOnlyList<(string Name, Tensor Value)> StepWith(bool mixed)
        {
            torch.manual_seed(5);
            using Learner learner = recipe.Learner.Create(recipe.Setup(form));
            StepContext context = recipe.FirstStep(data.Sampler(1, Device.Cpu, recipe.HorizontalFlip));
            using MixedPrecision mode = mixed ? torch.mixed_precision() : default;
            IReadOnlyList<(string Name, Tensor Value)> numbers = learner.Step(context);
            Assert.DoesNotContain(learner.NamedTensors(), tensor => tensor.Value.dtype == ScalarType.BFloat16);
            return numbers;
        }
        IReadOnlyList<(string Name, Tensor Value)> whole = StepWith(false), mixed = StepWith(true);
        Assert.All(whole.Zip(mixed), pair =>
        {
            Assert.NotEqual(ScalarType.BFloat16, pair.Second.Value.dtype);
            // The processor adds the terms of a weight's gradient up in bfloat16 as well, and loses small ones; a GPU does not.
            double share = pair.First.Name.EndsWith("_gradient_norm", StringComparison.Ordinal) ? 0.5 : 0.1;
            double expected = pair.First.Value.item(), found = pair.Second.Value.item();
            Assert.True(
                Math.Abs(found - expected) <= share * Math.Abs(expected) + 0.02, $"{pair.First.Name}: {expected}, {found}");
        });
    }

    internal static Recipe Small(Recipe recipe) => RecipeFields.With(recipe, s_small.Where(change => Has(recipe, change)));

    private static bool Has(Recipe recipe, (string Path, object Value) change)
    {
        try
        {
            _ = RecipeFields.With(recipe, [change]);
            return true;
        }
        catch (RecipeException)
        {
            return false;
        }
    }

    internal static DataSet DataFor(Recipe recipe)
    {
        if (recipe.Data is Ring or Grid or SwissRoll or Moons or Spiral)
        {
            return recipe.Data.Open();
        }
        const int Count = 8;
        SampleShape shape = recipe.Learner.ShapeFor(new SampleShape(1, 28, 28));
        Tensor rows = torch.randint(0, 256, [Count, 2 * shape.Channels, shape.Height, shape.Width]).to(ScalarType.Byte);
        return new ImageSet(
            new TensorStore(rows), torch.arange(0, Count, dtype: ScalarType.Int64),
            [.. Enumerable.Range(0, Count).Select(k => $"class {k}")],
            [.. Enumerable.Repeat("a red circle", Count)], shape.Channels);
    }
}
