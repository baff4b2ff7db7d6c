using Saddle.Augmentations;
using Saddle.Conditions;
using Saddle.Data;
using Saddle.Data.Synthetic;
using Saddle.Layers;
using Saddle.Learners;
using Saddle.Networks;
using Saddle.Objectives;
using Saddle.Optimizers;
using Saddle.Penalties;
using Saddle.Tests.Support;

namespace Saddle.Tests.Training;

/// <summary>The practical tricks, each against what its paper says it does.</summary>
public sealed class TrickTests
{
    private const int Batch = 8;

    private static readonly Adversarial s_plain = new()
    {
        Network = new Mlp { GeneratorWidth = 8, DiscriminatorWidth = 8, HiddenLayers = 1 },
    };

    public static TheoryData<string> Tricks => [.. s_tricks.Keys];

    private static readonly Dictionary<string, Adversarial> s_tricks = new()
    {
        ["gradient penalty"] = s_plain with
        {
            Objective = new Wasserstein(),
            Penalties = [new GradientPenalty { Weight = 0.1 }],
            DiscriminatorSteps = 2,
        },
        ["R1 and R2"] = s_plain with
        {
            Objective = new Relativistic(),
            Penalties = [new R1 { Weight = 1, Interval = 2 }, new R2 { Weight = 1 }],
        },
        ["DRAGAN and LeCam"] = s_plain with { Penalties = [new Dragan { Weight = 1 }, new LeCam { Weight = 0.3 }] },
        ["clipping"] = s_plain with { Objective = new Wasserstein(), Constraints = [new WeightClipping { Bound = 0.01 }] },
        ["spectral normalisation"] = s_plain with
        {
            Objective = new Hinge(),
            Constraints = [new SpectralNormalization { Enabled = true }],
        },
        ["packing"] = s_plain with { Packing = 2 },
        ["feature matching"] = s_plain with { FeatureMatching = 1 },
        ["historical averaging"] = s_plain with { HistoricalAveraging = 0.01 },
        ["instance noise"] = s_plain with { InstanceNoise = 0.1, InstanceNoiseImages = 60 },
        ["schedule"] = s_plain with { Schedule = LearningRateSchedule.Cosine },
        ["gradient clipping"] = s_plain with { GradientClip = 0.01 },
        ["label smoothing"] = s_plain with { Objective = new NonSaturating { LabelSmoothing = 0.1 } },
        ["minibatch discrimination"] = s_plain with
        {
            Network = new Mlp
            {
                GeneratorWidth = 8, DiscriminatorWidth = 8, HiddenLayers = 1, Minibatch = MinibatchFeature.Discrimination,
            },
        },
    };

    [Theory, MemberData(nameof(Tricks))]
    public void A_trick_changes_the_training_and_resumes_exactly(string name)
    {
        Adversarial game = s_tricks[name];
        float[] without = Train(s_plain with { Objective = game.Objective, Network = game.Network }, 10);
        float[] straight = Train(game, 10);
        if (name is not ("label smoothing" or "minibatch discrimination"))
        {
            Assert.NotEqual(without, straight);
        }
        Assert.All(straight, value => Assert.True(float.IsFinite(value)));
        Assert.Equal(straight, TrainInTwo(game, 10));
    }

    [Fact]
    public void A_smoothed_label_counts_that_share_of_real_samples_as_fake()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor real = torch.tensor([2.0]), fake = torch.tensor([-1.0]);
        double loss = new NonSaturating { LabelSmoothing = 0.1 }.DiscriminatorLoss(real, fake).item();
        double expected = 0.9 * Math.Log(1 + Math.Exp(-2)) + 0.1 * Math.Log(1 + Math.Exp(2)) + Math.Log(1 + Math.Exp(-1));
        Close.Equal(expected, loss, 1e-14, 0);
        Assert.Null(new NonSaturating { LabelSmoothing = 0.1 }.Theorem);
    }

    [Fact]
    public void Packing_judges_neighbours_together()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Adversarial game = s_plain with { Packing = 2 };
        using Discriminator discriminator = game.CreateDiscriminator(new DataForm(new SampleShape(2)));
        Assert.Equal(new SampleShape(4), discriminator.Shape);
        var judge = new AugmentedDiscriminator(discriminator, game);
        using DataSet data = new Ring().Open();
        Tensor samples = torch.randn([6, 2]);
        Tensor logits = judge.Forward(samples, null, new StepContext(data.Sampler(1, Device.Cpu), 6)).Logits;
        Assert.Equal([3], logits.shape.ToArray());
        Assert.Equal(discriminator.Forward(samples.view(3, 4)).ToArray<float>(), logits.ToArray<float>());
    }

    [Fact]
    public void Instance_noise_falls_linearly_to_nothing()
    {
        using Discriminator discriminator = s_plain.Network.CreateDiscriminator(new SampleShape(2));
        var judge = new AugmentedDiscriminator(discriminator, s_plain with { InstanceNoise = 0.4, InstanceNoiseImages = 100 });
        Assert.Equal(0.4, judge.NoiseDeviation(0));
        Close.Equal(0.1, judge.NoiseDeviation(75), 1e-12, 0);
        Assert.Equal(0, judge.NoiseDeviation(1000));
        var constant = new AugmentedDiscriminator(discriminator, s_plain with { InstanceNoise = 0.4 });
        Assert.Equal(0.4, constant.NoiseDeviation(1000));
    }

    [Fact]
    public void A_clipped_gradient_has_the_bounds_norm_and_the_same_direction()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        var linear = new Linear(2, 1, bias: false);
        using var player = new Player(
            "discriminator", linear, new SgdChoice { LearningRate = 1 }, s_plain with { GradientClip = 0.5 });
        double[] before = player.Parameters.Values.ToArray<double>();
        using DataSet data = new Ring().Open();
        Tensor norm = player.Descend(
            new Loss(linear.Forward(torch.tensor([3f, 4f], 1, 2)).sum()), new StepContext(data.Sampler(1, Device.Cpu), Batch))
            .GradientNorm;
        double[] after = player.Parameters.Values.ToArray<double>();
        Close.Equal(5, norm.item(), 1e-6, 0);
        Close.Equal(0.3, before[0] - after[0], 1e-5, 0);
        Close.Equal(0.4, before[1] - after[1], 1e-5, 0);
    }

    [Fact]
    public void Historical_averaging_pulls_to_the_mean_of_the_past()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        var linear = new Linear(1, 1, bias: false);
        using var player = new Player(
            "discriminator", linear, new SgdChoice { LearningRate = 0.1 }, s_plain with { HistoricalAveraging = 1 });
        using DataSet data = new Ring().Open();
        var context = new StepContext(data.Sampler(1, Device.Cpu), Batch);
        var past = new List<double>();
        double value = linear.NamedParameters().Single().Parameter.Value.item();
        for (int step = 0; step < 4; step++)
        {
            double pull = step == 0 ? 0 : 2 * (value - past.Average());
            past.Add(value);
            player.Descend(new Loss(linear.Forward(torch.ones([1, 1])).sum()), context);
            value -= 0.1 * (1 + pull);
            Close.Equal(value, linear.NamedParameters().Single().Parameter.Value.item(), 1e-5, 1e-6);
        }
    }

    [Fact]
    public void A_slope_penalty_with_batch_normalisation_is_refused_with_the_reason_and_the_remedy()
    {
        Adversarial game = s_plain with
        {
            Network = new Dcgan { Size = 16, GeneratorWidth = 4, DiscriminatorWidth = 4 },
            Penalties = [new R1 { Weight = 1 }, new GradientPenalty { Weight = 0 }],
            Packing = 4,
        };
        var error = Assert.Throws<InputException>(() => game.Create(Setup(new SampleShape(1, 16, 16))));
        Assert.Equal(
        [
            "r1 asks for the slope at each sample, but batch normalisation in the discriminator makes each logit depend on "
            + "the whole batch; set network.discriminator_normalization=none.",
        ],
        error.Problems);
    }

    [Fact]
    public void Packs_that_do_not_fill_a_batch_are_refused()
    {
        var form = new DataForm(new SampleShape(2));
        Assert.Equal(
            "packing 3 needs a batch that it divides, but batch is 8.",
            Assert.Throws<InputException>(() => Packed(3, PackingCount.Samples).Check(form, Batch)).Message);
        Packed(4, PackingCount.Samples).Check(form, Batch);
        Packed(3, PackingCount.Packs).Check(form, Batch);

        static Adversarial Packed(int packing, PackingCount counts)
            => s_plain with { Packing = packing, PackingCounts = counts };
    }

    [Fact]
    public void Packs_of_samples_that_a_condition_tells_apart_are_refused()
        => Assert.Equal(
            ["packing 2 judges samples together that conditioning cgan tells apart; set packing=1"],
            (s_plain with { Packing = 2, Conditioning = new ConditionalGan() }).Problems());

    [Fact]
    public void Augmentation_of_points_and_of_an_unknown_kind_is_refused()
    {
        Adversarial coloured = s_plain with { Augmentation = "colour" };
        Assert.Equal(
            "augmentation colour is for images, but the data are points [2].",
            Assert.Throws<InputException>(() => coloured.Create(Setup(new SampleShape(2)))).Message);
        Assert.Equal(
            [
                "unknown augmentation 'color': did you mean colour? "
                + "Known: colour, translation, cutout, ada-geometry, ada-colour.",
                "unknown augmentation 'blur'. Known: colour, translation, cutout, ada-geometry, ada-colour.",
            ],
            (s_plain with { Augmentation = "color, cutout,blur" }).Problems());
    }

    [Fact]
    public void Clipping_with_another_objective_and_a_free_critic_are_warned_about()
    {
        Adversarial clipped = s_plain with { Constraints = [new WeightClipping { Bound = 0.01 }] };
        Adversarial free = s_plain with { Objective = new Wasserstein() };
        Adversarial pointless = clipped with { Objective = new LeastSquares() };
        Assert.Contains("weight_clipping", Assert.Single(pointless.Warnings), StringComparison.Ordinal);
        Assert.Contains("bounded slope", Assert.Single(free.Warnings), StringComparison.Ordinal);
        Assert.Empty((free with { Penalties = [new GradientPenalty { Weight = 10 }] }).Warnings);
        Assert.Empty((clipped with { Objective = new Wasserstein() }).Warnings);
        Assert.Empty(s_plain.Warnings);
    }

    private static float[] Train(Adversarial game, int steps)
    {
        using DataSet data = new Ring().Open();
        using Learner learner = Begin(game);
        return Continue(learner, First(data), steps);
    }

    // Half, everything saved, a new learner from what was saved, the other half.
    private static float[] TrainInTwo(Adversarial game, int steps)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using DataSet data = new Ring().Open();
        using RandomGenerator random = RandomGenerator.Default(Device.Cpu);
        StepContext before = First(data);
        Dictionary<string, Tensor> saved;
        Tensor state;
        IReadOnlyDictionary<string, long> counters;
        using (Learner first = Begin(game))
        {
            Continue(first, before, steps / 2);
            saved = first.NamedTensors().ToDictionary(tensor => tensor.Name, tensor => tensor.Value.detach().clone());
            (state, counters) = (random.get_state(), first.Counters);
        }
        using Learner second = Begin(game);
        using (torch.no_grad())
        {
            foreach ((string name, Tensor value) in second.NamedTensors())
            {
                value.copy_(saved[name]);
            }
        }
        second.Restore(counters);
        random.set_state(state);
        Sampler sampler = data.Sampler(7, Device.Cpu);
        sampler.Position = steps / 2 * game.Samples(Batch) * game.DiscriminatorSteps;
        return Continue(second, new StepContext(sampler, Batch, 10 * Batch) { Step = before.Step }, steps - steps / 2);
    }

    private static LearnerSetup Setup(SampleShape shape)
        => new(new DataForm(shape), Device.Cpu);

    private static StepContext First(DataSet data) => new(data.Sampler(7, Device.Cpu), Batch, 10 * Batch);

    private static Learner Begin(Adversarial game)
    {
        torch.manual_seed(1);
        Learner learner = game.Create(Setup(new SampleShape(2)));
        torch.manual_seed(2);
        return learner;
    }

    private static float[] Continue(Learner learner, StepContext context, int steps)
    {
        learner.Make(context, steps);
        return [
            .. learner.Networks.SelectMany(network => network.Network.NamedTensors())
                .SelectMany(tensor => tensor.Value.ToArray<float>()),
        ];
    }
}
