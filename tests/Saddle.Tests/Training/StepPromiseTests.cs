using Saddle.Learners;
using Saddle.Tests.Support;

namespace Saddle.Tests.Training;

/// <summary>
/// What a step promises a GPU, of every recipe: it reads nothing from the device, and calls only what is deterministic there; and
/// what it is in bfloat16.
/// </summary>
public sealed class StepPromiseTests
{
    // These make what the players are told of words. Every other recipe can be recorded.
    private static readonly string[] s_reading = ["text2image"];

    public static TheoryData<string> Names => SmallRecipe.Names;

    // bfloat16 is slow here.
    public static TheoryData<string> Kinds => SmallRecipe.Kinds;

    [Theory, MemberData(nameof(Names))]
    public void A_recipes_step_reads_nothing_and_is_deterministic(string name)
    {
        using var small = new SmallRecipe(name);
        using Learner learner = small.NewLearner();
        StepContext context = small.FirstStep();
        _ = learner.Step(context);
        using var watch = new OperatorWatch();
        for (int k = 0; k < 3; k++)
        {
            _ = learner.Step(context);
        }
        bool reads = small.Recipe.Learner.ReadsInStep;
        Assert.NotEmpty(watch.Seen);
        Assert.Empty(watch.Nondeterministic);
        Assert.Equal(reads, watch.HostReads.Count > 0);
        Assert.Equal(s_reading.Contains(name), reads);
    }

    [Theory, MemberData(nameof(Kinds))]
    public void A_recipes_step_in_bf16_has_float32s_numbers_nearly_and_weights_of_float32(string name)
    {
        using var small = new SmallRecipe(name);
        IReadOnlyList<(string Name, Tensor Value)> StepWith(bool mixed)
        {
            using Learner learner = small.NewLearner();
            using MixedPrecision mode = mixed ? torch.mixed_precision() : default;
            IReadOnlyList<(string Name, Tensor Value)> numbers = learner.Step(small.FirstStep());
            Assert.DoesNotContain(learner.NamedTensors(), tensor => tensor.Value.dtype == ScalarType.BFloat16);
            return numbers;
        }
        Assert.All(StepWith(false).Zip(StepWith(true)), pair =>
        {
            Assert.NotEqual(ScalarType.BFloat16, pair.Second.Value.dtype);
            // The processor adds the terms of a weight's gradient up in bfloat16 as well, and loses small ones; a GPU does not.
            double share = pair.First.Name.EndsWith("_gradient_norm", StringComparison.Ordinal) ? 0.5 : 0.1;
            double expected = pair.First.Value.item(), found = pair.Second.Value.item();
            Assert.True(
                Math.Abs(found - expected) <= share * Math.Abs(expected) + 0.02, $"{pair.First.Name}: {expected}, {found}");
        });
    }
}
