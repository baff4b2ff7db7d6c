using Saddle.Components;
using Saddle.Data;
using Saddle.Learners;
using Saddle.Optimizers;
using Saddle.Tests.Support;

namespace Saddle.Tests.Learners;

/// <summary>
/// Steps that are recorded and played, on a tape that does the work again: whatever differs between two steps of a kind must lie
/// where a GPU would find it.
/// </summary>
public sealed class RecordedStepsTests
{
    private const int Steps = 9;

    // Of all others the host decides what a step does.
    private static readonly string[] s_unrecorded =
        ["text2image", "cyclegan", "cyclegan-small", "vae", "flow", "flow-images", "mixture", "ebgan", "began"];

    public static TheoryData<string> Names => SmallRecipe.Kinds;

    [Theory, MemberData(nameof(Names))]
    public void Played_steps_are_those_that_were_made_bit_for_bit(string name)
    {
        using var small = new SmallRecipe(name);
        using Learner learner = small.NewLearner();
        Assert.Equal(s_unrecorded.Contains(name), learner.Unrecorded is not null);
        if (learner.Unrecorded is null)
        {
            Same(small);
        }
    }

    private static readonly (string, object)[] s_plain = [("network.discriminator_normalization", "none")];

    public static TheoryData<string> Variants =>
    [
        "r1.weight=1 r1.interval=3 r2.weight=0.5 r2.interval=2", "discriminator_steps=3 r1.weight=1 r1.interval=2",
        "boost_steps=4 boost_first=2 boost_interval=3", "schedule.name=linear average_half_life_images=20 average_warmup=ramp",
        "generator_optimizer.final_beta2=0.99 schedule.name=cosine", "generator_optimizer.name=rmsprop",
        "generator_optimizer.name=sgd generator_optimizer.momentum=0.5 discriminator_optimizer.name=sgd", "gradient_clip=0.01",
        "lecam.weight=0.1 dragan.weight=1", "spectral_normalization.enabled=true", "packing=2", "simultaneous=true",
        "fresh_fakes=true", "horizontal_flip=true", "micro_batch=2 network.name=mlp",
        "r1.weight=1 r1.final_share=0.1 schedule.name=cosine", "feature_matching=1", "conditioning.name=acgan",
        "instance_noise=0.1 instance_noise_images=20",
        "augmentation=ada-geometry,translation augmentation_probability=0.4 augmentation_rises=true schedule.name=linear",
    ];

    [Theory, MemberData(nameof(Variants))]
    public void So_are_those_of_every_kind_and_schedule(string changes)
    {
        bool isMlp = changes.Contains("mlp", StringComparison.Ordinal);
        using var small = new SmallRecipe("dcgan", [.. isMlp ? [] : s_plain, .. Read(changes)]);
        Same(small);
    }

    [Theory]
    [InlineData("historical_averaging=0.1", "historical_averaging")]
    [InlineData("orthonormal_weights.enabled=true", "what reads from the device")]
    public void What_the_host_decides_is_named(string changes, string part)
    {
        using var small = new SmallRecipe("dcgan", Read(changes));
        using Learner learner = small.NewLearner();
        Assert.Equal(part, learner.Unrecorded);
    }

    [Fact]
    public void An_optimizer_without_a_form_for_devices_is_named()
    {
        var player = new PlainChoice().Create(new ParameterVector(new Saddle.Layers.Linear(2, 2)));
        Assert.False(player.HasDeviceForm);
        player.Dispose();
    }

    [Theory, InlineData("adam"), InlineData("rmsprop"), InlineData("sgd")]
    public void An_optimizers_form_for_devices_is_its_own_up_to_rounding(string name)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        OptimizerChoice choice = OptimizerChoice.All.Create(name, []);
        Tensor Walk(bool onDevice)
        {
            torch.manual_seed(4);
            using var network = new Saddle.Layers.Linear(3, 2);
            using var parameters = new ParameterVector(network);
            using Optimizer optimizer = choice.Create(parameters);
            for (int step = 0; step < 20; step++)
            {
                parameters.Gradients.copy_(torch.randn([parameters.Gradients.numel()]));
                if (onDevice)
                {
                    optimizer.Steps++;
                    optimizer.Step(value => torch.full([], value(), ScalarType.Float64));
                }
                else
                {
                    optimizer.Step();
                }
            }
            return parameters.Values.clone();
        }
        Close.Equal(Walk(onDevice: false), Walk(onDevice: true), 1e-5, 1e-6);
    }

    private static void Same(SmallRecipe small)
    {
        Trace made = Train(small, isRecorded: false, out _), played = Train(small, isRecorded: true, out int kinds);
        Assert.True(kinds > 0);
        Assert.Equal(made.Numbers, played.Numbers);
        Assert.Equal(made.Counters, played.Counters);
        Assert.Equal(made.Position, played.Position);
        Assert.All(made.State.Zip(played.State), pair => Close.Same(pair.First, pair.Second));
    }

    private sealed record Trace(double[][] Numbers, IReadOnlyDictionary<string, long> Counters, long Position, Tensor[] State);

    private static Trace Train(SmallRecipe small, bool isRecorded, out int kinds)
    {
        using Learner learner = small.NewLearner();
        using var sampler = new Sampler(small.Data, 1, Device.Cpu, small.Recipe.HorizontalFlip, stays: true);
        var context = new StepContext(sampler, small.Recipe.Batch, Steps * small.Recipe.Batch)
        {
            HasNumbersOnDevice = true, MicroBatch = small.Recipe.MicroBatch,
        };
        using var steps = new RecordedSteps(learner, Device.Cpu, () => new RepeatingTape());
        var numbers = new double[Steps][];
        for (int step = 0; step < Steps; step++)
        {
            numbers[step] =
                [.. (isRecorded ? steps.Step(context) : learner.Step(context)).Select(number => number.Value.item())];
        }
        kinds = steps.Count;
        return new Trace(
            numbers, learner.Counters, sampler.Position, [.. learner.NamedTensors().Select(tensor => tensor.Value.clone())]);
    }

    private static (string, object)[] Read(string changes)
        => [.. changes.Split(' ').Select(change => (change.Split('=')[0], (object)change.Split('=')[1]))];

    private sealed record PlainChoice : OptimizerChoice
    {
        private static readonly Entry<OptimizerChoice> s_entry = new("plain", "plain", "", () => new PlainChoice());

        public override Entry About => s_entry;

        protected override Optimizer CreateCore(ParameterVector parameters) => new Plain(parameters);
    }

    private sealed class Plain(ParameterVector parameters) : Optimizer(parameters, 1)
    {
        protected override void StepCore(Tensor values, Tensor gradients) => values.add_(gradients, -LearningRate);
    }
}
