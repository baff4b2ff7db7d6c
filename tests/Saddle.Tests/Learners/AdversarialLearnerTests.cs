using Saddle.Data;
using Saddle.Data.Synthetic;
using Saddle.Layers;
using Saddle.Learners;
using Saddle.Networks;
using Saddle.Optimizers;
using Saddle.Penalties;
using Saddle.Tests.Support;
using Saddle.Torch;
using Saddle.Training;
using Xunit;

namespace Saddle.Tests.Learners;

/// <summary>
/// The learner's step against the same step written out in double precision: plain matrix products, the losses from their
/// definitions, gradients by <see cref="torch.grad"/>, Adam from its paper.
/// </summary>
public sealed class AdversarialLearnerTests : IDisposable
{
    private const int Batch = 16, Latent = 2;
    private const double Rate = 0.01, Beta1 = 0.5, Beta2 = 0.9, Epsilon = 1e-3;

    // The learner computes in single precision, some ten operations deep on values about 1: 1e-5 is about 100 units in the last
    // place.
    private const double Tolerance = 1e-5;

    private readonly DisposeScope _scope = torch.NewDisposeScope();
    private readonly DataSet _data = new Ring { Deviation = 0.1 }.Open();

    public void Dispose()
    {
        _data.Dispose();
        _scope.Dispose();
    }

    [Theory]
    [InlineData(1, false, false), InlineData(2, false, false), InlineData(1, true, false), InlineData(2, true, false)]
    [InlineData(1, false, true), InlineData(2, false, true)]
    public void Two_steps_are_those_of_the_papers_algorithm(int discriminatorSteps, bool freshFakes, bool simultaneous)
    {
        using AdversarialLearner learner = Learner(discriminatorSteps, freshFakes: freshFakes, simultaneous: simultaneous);
        var discriminator = new Reference(Weights(learner, "discriminator"), slope: 0.2);
        var generator = new Reference(Weights(learner, "generator"), slope: 0);
        StepContext context = First();
        Sampler same = _data.Sampler(3, Device.Cpu);
        for (int step = 1; step <= 2; step++)
        {
            torch.manual_seed((ulong)step);
            Dictionary<string, double> found = learner.Make(context).ToDictionary(metric => metric.Name, metric => metric.Value);

            torch.manual_seed((ulong)step);
            Tensor discriminatorLoss = null!, fake = null!, staleLoss = null!;
            for (int k = 0; k < discriminatorSteps; k++)
            {
                Tensor real = same.Next(Batch).Real.to(ScalarType.Float64);
                fake = generator.Forward(torch.randn([Batch, Latent]).to(ScalarType.Float64));
                Tensor realLogits = discriminator.Forward(real), fakeLogits = discriminator.Forward(fake.detach());
                // -log D(x) - log(1 - D(G(z))), with D = 1 / (1 + exp(-logit)).
                discriminatorLoss = -realLogits.sigmoid().log().mean() - (1 - fakeLogits.sigmoid()).log().mean();
                staleLoss = -discriminator.Forward(fake).sigmoid().log().mean();
                if (simultaneous && k == discriminatorSteps - 1)
                {
                    generator.Update(staleLoss);
                }
                discriminator.Update(discriminatorLoss);
                AssertClose(realLogits.mean(), found["real_logits"], k == discriminatorSteps - 1);
                AssertClose(fakeLogits.mean(), found["fake_logits"], k == discriminatorSteps - 1);
            }
            if (freshFakes)
            {
                fake = generator.Forward(torch.randn([Batch, Latent]).to(ScalarType.Float64));
            }
            Tensor generatorLoss = staleLoss;
            if (!simultaneous)
            {
                // The discriminator has moved on before it teaches the generator.
                generatorLoss = -discriminator.Forward(fake).sigmoid().log().mean();
                Assert.True(Math.Abs(generatorLoss.item() - staleLoss.item()) > 100 * Tolerance);
                generator.Update(generatorLoss);
            }

            AssertClose(discriminatorLoss, found["discriminator_loss"]);
            AssertClose(generatorLoss, found["generator_loss"]);
            AssertClose(discriminator.GradientNorm, found["discriminator_gradient_norm"]);
            AssertClose(generator.GradientNorm, found["generator_gradient_norm"]);
            AssertClose(discriminator.Weights, Weights(learner, "discriminator"));
            AssertClose(generator.Weights, Weights(learner, "generator"));
            // The gradients of its own loss, to which the generator's loss has added nothing.
            AssertClose(discriminator.Gradients, Gradients(learner, "discriminator"));
            AssertClose(generator.Gradients, Gradients(learner, "generator"));
        }
        Assert.Equal(
            (2L, 2L * discriminatorSteps), (learner.Counters["generator_updates"], learner.Counters["discriminator_updates"]));
    }

    [Fact]
    public void The_discriminator_is_boosted_at_the_beginning_and_at_intervals()
    {
        using AdversarialLearner learner = Learner(2, change: game => game with
        {
            BoostSteps = 7, BoostFirst = 2, BoostInterval = 3,
        });
        StepContext context = First();
        long[] updates = [.. Enumerable.Range(0, 8).Select(_ =>
        {
            long before = learner.Counters["discriminator_updates"];
            learner.Make(context);
            return learner.Counters["discriminator_updates"] - before;
        })];
        Assert.Equal([7, 7, 2, 7, 2, 2, 7, 2], updates);
    }

    [Theory, InlineData(PackingCount.Packs, 4 * Batch), InlineData(PackingCount.Samples, Batch)]
    public void A_batch_counts_packs_or_samples(PackingCount counts, int samples)
    {
        using AdversarialLearner learner = Learner(1, change: game => game with { Packing = 4, PackingCounts = counts });
        Sampler sampler = _data.Sampler(3, Device.Cpu);
        learner.Make(new StepContext(sampler, Batch, 2 * Batch));
        Assert.Equal(samples, sampler.Position);
        // Eight numbers at once are what the first layer sees.
        Assert.Equal(8, Weights(learner, "discriminator")[0].size(1));
    }

    // With a steep penalty the step is mostly the penalty's.
    [Fact]
    public void A_penaltys_share_and_the_optimizers_decay_follow_the_schedule()
    {
        Tensor[] AfterAStep(double weight, double share, double beta2, double final)
        {
            using AdversarialLearner learner = Learner(1, change: game => game with
            {
                Penalties = [new R1 { Weight = weight, FinalShare = share }],
                Schedule = new LinearSchedule { Final = 0.999 },
                DiscriminatorOptimizer = new AdamChoice { LearningRate = Rate, Beta1 = 0, Beta2 = beta2, FinalBeta2 = final },
            });
            var context = new StepContext(_data.Sampler(3, Device.Cpu), Batch, 8 * Batch);
            context.StartFrom(2);
            learner.Make(context, 3);
            return Weights(learner, "discriminator");
        }
        // A quarter, three eighths and half of the way.
        Tensor[] whole = AfterAStep(50, 1, 0.6, 0.9);
        AssertClose(whole, AfterAStep(50, 1, 0.6, 0.9));
        Assert.True(Distance(whole, AfterAStep(50, 0, 0.6, 0.9)) > 100 * Tolerance);
        Assert.True(Distance(whole, AfterAStep(50, 1, 0.6, 0)) > 10 * Tolerance);
    }

    [Fact]
    public void The_average_halves_its_distance_to_the_generator_in_a_half_life()
    {
        using AdversarialLearner learner = Learner(1, halfLifeImages: 2 * Batch);
        Tensor[] start = Weights(learner, "generator");
        learner.Make(First());
        Tensor[] now = Weights(learner, "generator");
        double kept = Math.Pow(0.5, 0.5);
        AssertClose([.. start.Zip(now, (before, after) => kept * before + (1 - kept) * after)], Weights(learner.Generator));
    }

    [Fact]
    public void Without_a_half_life_the_average_is_the_generator()
    {
        using AdversarialLearner learner = Learner(1, halfLifeImages: 0);
        learner.Make(First());
        Assert.All(
            Weights(learner, "generator").Zip(Weights(learner.Generator)),
            pair => Assert.Equal(pair.First.ToArray<double>(), pair.Second.ToArray<double>()));
    }

    [Fact]
    public void A_checkpoint_holds_every_network_average_and_moment()
    {
        using AdversarialLearner learner = Learner(1);
        string[] names = [.. learner.NamedTensors().Select(tensor => tensor.Name)];
        Assert.Equal(names.Distinct(), names);
        string[] parts =
        [
            "generator", "discriminator", "average", "generator_optimizer.mean", "generator_optimizer.mean_square",
            "discriminator_optimizer.mean", "discriminator_optimizer.mean_square",
        ];
        // Three dense layers on either side, each a weight and a bias.
        Assert.Equal(parts.Length * 6, names.Length);
        Assert.All(parts, part => Assert.Equal(6, names.Count(name => name.StartsWith($"{part}.", StringComparison.Ordinal))));
    }

    [Theory, InlineData(false), InlineData(true)]
    public void A_step_leaves_nothing_in_memory_but_its_numbers(bool freshFakes)
    {
        using AdversarialLearner learner = Learner(2, freshFakes: freshFakes);
        StepContext context = First();
        for (int step = 1; step <= 2; step++)
        {
            int before = _scope.Count;
            IReadOnlyList<(string Name, Tensor Value)> numbers = learner.Step(context);
            Assert.Equal(before + numbers.Count, _scope.Count);
            Assert.All(numbers, number => Assert.Equal((0L, false), (number.Value.dim(), number.Value.requires_grad)));
            Assert.Equal(
                [
                    "discriminator_loss", "generator_loss", "real_logits", "fake_logits", "discriminator_gradient_norm",
                    "generator_gradient_norm",
                ],
                numbers.Select(number => number.Name));
            Assert.Equal(step, context.Step);
        }
    }

    private StepContext First() => new(_data.Sampler(3, Device.Cpu), Batch, 2 * Batch);

    private static double Distance(Tensor[] one, Tensor[] other)
        => one.Zip(other, (a, b) => (a - b).abs().max().item()).Max();

    private static AdversarialLearner Learner(
        int discriminatorSteps, double halfLifeImages = 100, bool freshFakes = false, bool simultaneous = false,
        Func<Adversarial, Adversarial>? change = null)
    {
        torch.set_num_threads(1);
        torch.manual_seed(11);
        OptimizerChoice adam = new AdamChoice { LearningRate = Rate, Beta1 = Beta1, Beta2 = Beta2, Epsilon = Epsilon };
        Recipe recipe = Tiny.Points(2).WithLearner<Adversarial>(game => game with
        {
            Network = new Mlp { Latent = Latent, GeneratorWidth = 8, DiscriminatorWidth = 8, HiddenLayers = 2 },
            DiscriminatorSteps = discriminatorSteps,
            FreshFakes = freshFakes,
            Simultaneous = simultaneous,
            GeneratorOptimizer = adam,
            DiscriminatorOptimizer = adam,
            AverageHalfLifeImages = halfLifeImages,
            AverageWarmup = AverageWarmup.None,
        }).WithLearner<Adversarial>(game => change is null ? game : change(game)) with { Batch = Batch };
        return new AdversarialLearner(recipe.Game(), recipe.Setup(new DataForm(new SampleShape(2))));
    }

    private static Tensor[] Weights(Learner learner, string name)
        => Weights(learner.Networks.Single(pair => pair.Name == name).Network);

    private static Tensor[] Weights(Module network)
        => [.. network.NamedParameters().Select(p => p.Parameter.Value.detach().to(ScalarType.Float64).clone())];

    private static Tensor[] Gradients(Learner learner, string name)
        => [.. learner.Networks.Single(pair => pair.Name == name).Network.NamedParameters().Select(p => p.Parameter.Value.grad!)];

    private static void AssertClose(Tensor[] expected, Tensor[] found)
    {
        Assert.Equal(expected.Length, found.Length);
        foreach ((Tensor one, Tensor other) in expected.Zip(found))
        {
            Assert.InRange((one - other).abs().max().item(), 0, Tolerance);
        }
    }

    private static void AssertClose(Tensor expected, double found, bool compare = true)
    {
        if (compare)
        {
            Assert.Equal(expected.item(), found, Tolerance * Math.Max(1, Math.Abs(found)));
        }
    }

    // Dense layers with a (leaky) ReLU between them, and Adam (arXiv:1412.6980, algorithm 1), in double precision.
    private sealed class Reference(Tensor[] weights, double slope)
    {
        private readonly Tensor[] _means = [.. weights.Select(torch.zeros_like)];
        private readonly Tensor[] _squares = [.. weights.Select(torch.zeros_like)];
        private int _updates;

        internal Tensor[] Weights { get; private set; } = [.. weights.Select(weight => weight.requires_grad_())];

        internal Tensor[] Gradients { get; private set; } = [];

        internal Tensor GradientNorm => torch.stack([.. Gradients.Select(gradient => gradient.square().sum())]).sum().sqrt();

        internal Tensor Forward(Tensor input)
        {
            for (int k = 0; k < Weights.Length; k += 2)
            {
                input = input.matmul(Weights[k].t()) + Weights[k + 1];
                input = k + 2 < Weights.Length ? torch.where(input.gt(0), input, slope * input) : input;
            }
            return input.size(1) == 1 ? input.reshape(-1) : input;
        }

        internal void Update(Tensor loss)
        {
            Gradients = [.. torch.grad([loss], Weights, retain_graph: true).Select(gradient => gradient!)];
            _updates++;
            for (int k = 0; k < Weights.Length; k++)
            {
                _means[k] = Beta1 * _means[k] + (1 - Beta1) * Gradients[k];
                _squares[k] = Beta2 * _squares[k] + (1 - Beta2) * Gradients[k].square();
                Tensor mean = _means[k] / (1 - Math.Pow(Beta1, _updates));
                Tensor square = _squares[k] / (1 - Math.Pow(Beta2, _updates));
                Weights[k] = (Weights[k] - Rate * mean / (square.sqrt() + Epsilon)).detach().requires_grad_();
            }
        }
    }
}
