using Saddle.Conditions;
using Saddle.Data;
using Saddle.Data.Synthetic;
using Saddle.Learners;
using Saddle.Networks;
using Saddle.Objectives;
using Saddle.Optimizers;
using Saddle.Penalties;
using Saddle.Tests.Support;
using Saddle.Training;

namespace Saddle.Tests.Learners;

/// <summary>Gradients gathered over slices of a batch, against those of the whole.</summary>
public sealed class MicroBatchTests
{
    private const int Batch = 10, Steps = 3;

    // Sums of float32 in another order; a slice with a wrong share, or one left out, shows in the second digit.
    private const double Rounding = 2e-5;

    private static readonly Mlp s_network = new() { GeneratorWidth = 16, DiscriminatorWidth = 16, HiddenLayers = 2 };

    // Plain descent: Adam would make a difference of a rounding as large as any other at its first step.
    private static readonly Adversarial s_plain = new()
    {
        Network = s_network,
        GeneratorOptimizer = new SgdChoice { LearningRate = 0.1 },
        DiscriminatorOptimizer = new SgdChoice { LearningRate = 0.1 },
    };

    private static readonly Dictionary<string, Adversarial> s_games = new()
    {
        ["plain"] = s_plain,
        ["relativistic pairs"] = s_plain with { Objective = new Relativistic() },
        ["r1 and r2"] = s_plain with { Penalties = [new R1 { Weight = 1, Interval = 2 }, new R2 { Weight = 0.5 }] },
        ["wasserstein, clipped"] = s_plain with
        {
            Objective = new Wasserstein(), Constraints = [new WeightClipping { Bound = 0.1 }], DiscriminatorSteps = 2,
        },
        ["clipped gradients"] = s_plain with { GradientClip = 0.05 },
        ["classes"] = s_plain with { Conditioning = new AuxiliaryClassifier() },
        ["fresh fakes"] = s_plain with { FreshFakes = true },
        ["historical averaging"] = s_plain with { HistoricalAveraging = 0.1 },
    };

    public static TheoryData<string, int> Games
        => [.. s_games.Keys.SelectMany(name => s_slices.Select(slice => new TheoryDataRow<string, int>(name, slice)))];

    // One sample, one that leaves a rest, and halves.
    private static readonly int[] s_slices = [1, 4, 5];

    [Theory, MemberData(nameof(Games))]
    public void Slices_teach_what_the_whole_batch_does(string name, int slice)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        (double[][] Numbers, Tensor[] State) whole = Train(s_games[name], 0), sliced = Train(s_games[name], slice);
        Assert.All(whole.Numbers.Zip(sliced.Numbers), step => Assert.All(
            step.First.Zip(step.Second), pair => Close.Equal(pair.First, pair.Second, Rounding, Rounding)));
        Assert.All(whole.State.Zip(sliced.State), pair => Close.Equal(pair.First, pair.Second, Rounding, Rounding));
    }

    [Fact]
    public void A_slice_as_large_as_the_batch_is_the_batch()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Assert.All(
            Train(s_plain, 0).State.Zip(Train(s_plain, Batch).State), pair => Close.Same(pair.First, pair.Second));
    }

    public static TheoryData<string, string> Whole => new()
    {
        { "packing=2", "packing" },
        { "simultaneous=true", "simultaneous" },
        { "feature_matching=1", "feature_matching" },
        { "objective.name=relativistic-average", "relativistic-average" },
        { "dragan.weight=1", "dragan" },
        { "lecam.weight=1", "lecam" },
        { "spectral_normalization.enabled=true", "SpectralNorm in the discriminator" },
        { "network.minibatch=deviation", "MinibatchDeviation in the discriminator" },
        { "network.minibatch=discrimination", "MinibatchDiscrimination 128 to 144 in the discriminator" },
        { "network.generator_normalization=batch", "BatchNorm1d 128 in the generator" },
        { "learner.name=flow", "this learner" },
    };

    [Theory, MemberData(nameof(Whole))]
    public void What_looks_at_a_whole_batch_is_refused_by_name_and_leaves_nothing(string change, string part)
    {
        string[] pair = change.Split('=');
        using var folder = new TemporaryFolder();
        Recipe recipe = RecipeFields.With(
            Tiny.Points(2) with { Learner = new Adversarial { Network = new Mlp() } },
            [("micro_batch", 4), (pair[0], pair[1])]);
        RecipeException error = Assert.Throws<RecipeException>(() => Tiny.Train(recipe, folder.File("run")));
        Assert.StartsWith($"micro_batch 4: {part} looks at all samples of a batch together", error.Message);
        Assert.False(Directory.Exists(folder.File("run")));
        // A slice that is the batch is none.
        Tiny.Train(recipe with { MicroBatch = recipe.Batch }, folder.File("whole")).Dispose();
    }

    [Fact]
    public void A_run_may_go_on_in_other_slices()
    {
        using var folder = new TemporaryFolder();
        Tiny.Train(Tiny.Points(2) with { MicroBatch = 4 }, folder.File("run")).Dispose();
        using TrainingSession session = TrainingSession.Resume(
            folder.File("run"), recipe => recipe with { MicroBatch = 2, Images = 4 * recipe.Batch });
        Assert.Equal(3, session.Step().Step);
        Assert.Equal(2, RecipeJson.Load(session.Run.RecipeFile).MicroBatch);
    }

    private static (double[][] Numbers, Tensor[] State) Train(Adversarial game, int slice)
    {
        torch.manual_seed(3);
        using DataSet data = new Ring().Open();
        DataForm form = DataForm.Of(data);
        using Learner learner = game.Create(new LearnerSetup(form, Device.Cpu, 1));
        var context = new StepContext(data.Sampler(2, Device.Cpu), Batch) { MicroBatch = slice };
        double[][] numbers =
            [.. Enumerable.Range(0, Steps).Select(_ => learner.Step(context).Select(n => n.Value.item()).ToArray())];
        return (numbers, [.. learner.NamedTensors().Select(tensor => tensor.Value.clone())]);
    }
}
