using Saddle.Conditions;
using Saddle.Data;
using Saddle.Data.Synthetic;
using Saddle.Learners;
using Saddle.Networks;
using Saddle.Objectives;
using Saddle.Optimizers;
using Saddle.Tests.Support;
using Saddle.Torch;
using Saddle.Training;
using Xunit;

namespace Saddle.Tests.Conditions;

public sealed class ConditioningTests
{
    private static readonly DataForm s_form = new(new SampleShape(1, 32, 32)) { Classes = ["a", "b", "c"] };

    private static readonly Network[] s_networks =
    [
        new Dcgan { Size = 32, Channels = 1, Latent = 6, GeneratorWidth = 4, DiscriminatorWidth = 4 },
        new Lucic { Size = 32, Channels = 1, Latent = 6, GeneratorWidth = 4, DiscriminatorWidth = 4, Features = 8 },
        new ResNet { Size = 32, Channels = 1, Latent = 6, GeneratorWidth = 4, DiscriminatorWidth = 4 },
        new R3Gan { Size = 32, Channels = 1, Latent = 6 },
        new Transformer
        {
            Size = 32, Channels = 1, Latent = 6, Width = 8, Heads = 2, GeneratorBlocks = 1, DiscriminatorBlocks = 1,
        },
        new Mlp { Latent = 6, GeneratorWidth = 8, DiscriminatorWidth = 8, HiddenLayers = 1 },
    ];

    public static TheoryData<string, int> Pairs
    {
        get
        {
            var pairs = new TheoryData<string, int>();
            foreach (string name in new[] { "cgan", "acgan", "projection", "infogan" })
            {
                Enumerable.Range(0, s_networks.Length).ToList().ForEach(network => pairs.Add(name, network));
            }
            return pairs;
        }
    }

    [Theory]
    [InlineData(2, 64, 8, 64)]
    [InlineData(3, 64, 9, 63)]
    [InlineData(5, 64, 10, 60)]
    [InlineData(10, 64, 10, 60)]
    [InlineData(2, 1, 2, 2)]
    [InlineData(2, 62, 8, 62)]
    public void The_sheet_of_few_classes_is_nearly_a_square(int classes, int count, int columns, int cells)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using DataSet data = new Shapes { Count = 10 }.Open();
        DataForm form = s_form with { Classes = [.. Enumerable.Range(0, classes).Select(k => $"{k}")] };
        SheetPlan plan = new ConditionalGan().Sheet(data, form, count, seed: 1);
        Assert.Equal((columns, cells, classes), (plan.Columns!.Value, plan.Count, plan.LatentShare));
        // Every class of one latent, then every class of the next.
        Assert.Equal(
            Enumerable.Range(0, cells).Select(k => (long)(k % classes)),
            ((ClassCondition)plan.Condition!).Labels.ToArray<long>());
    }

    [Theory, MemberData(nameof(Pairs))]
    public void A_conditioning_makes_both_players_of_any_image_network(string name, int network)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        torch.manual_seed(3);
        Conditioning conditioning = Conditioning.All.Create(name);
        using Generator generator = conditioning.CreateGenerator(s_networks[network], s_form);
        using Discriminator discriminator = conditioning.CreateDiscriminator(s_networks[network], s_form);
        Condition condition = conditioning.Of(new Batch(torch.zeros([4, 1, 32, 32]), torch.tensor([0L, 1, 2, 0])), s_form)!;
        Assert.Equal(4, condition.Count);
        Assert.Equal(6, generator.LatentSize);
        Tensor samples = generator.Forward(generator.Latents(4), condition);
        Assert.Equal([4, 1, 32, 32], samples.shape.ToArray());
        Assert.Equal([4], discriminator.Forward(samples, condition).shape.ToArray());
        Assert.Throws<ArgumentException>(() => generator.Forward(generator.Latents(4), condition.Narrow(0, 3)));
        Assert.Throws<ArgumentException>(() => generator.Forward(generator.Latents(4)));
    }

    [Theory]
    [InlineData("non-saturating")]
    [InlineData("wasserstein")]
    [InlineData("relativistic")]
    [InlineData("hinge")]
    public void Every_kind_of_objective_can_be_played_under_a_condition(string objective)
    {
        foreach (string name in new[] { "cgan", "acgan", "projection", "infogan" })
        {
            using var learner = Labelled(name, Objective.All.Create(objective));
            using DataSet data = Stripes();
            IReadOnlyList<(string Name, double Value)> numbers =
                [.. Enumerable.Range(0, 3).Select(_ => learner.Make(new StepContext(data.Sampler(1, Device.Cpu), 64))).Last()];
            Assert.All(numbers, number => Assert.True(double.IsFinite(number.Value), $"{name}: {number.Name}"));
        }
    }

    [Theory]
    [InlineData("cgan")]
    [InlineData("projection")]
    public void The_logit_falls_when_real_samples_get_wrong_labels(string name)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using AdversarialLearner learner = Labelled(name, new NonSaturating());
        var falls = new List<double>();
        Play(learner, (discriminator, batch) =>
        {
            Tensor wrong = batch.Labels!.neg() + 3;
            falls.Add((discriminator.Forward(batch.Real, new ClassCondition(batch.Labels!))
                - discriminator.Forward(batch.Real, new ClassCondition(wrong)))
                .mean().item());
        });
        // The better the generator becomes, the less there is to hold against a sample, so the fall is deepest at its beginning.
        Assert.True(falls.Max() > 1 && falls.Average() > 0.3, $"{name}: the logit falls by {string.Join(", ", falls)}");
    }

    [Fact]
    public void The_auxiliary_classifier_names_the_classes_of_real_samples()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using AdversarialLearner learner = Labelled("acgan", new NonSaturating());
        double share = 0;
        Play(learner, (discriminator, batch) =>
        {
            Tensor named = ((AuxiliaryDiscriminator)discriminator).Auxiliary(discriminator.ForwardWithFeatures(batch.Real))
                .argmax(1);
            share = named.eq(batch.Labels!).to(ScalarType.Float32).mean().item();
        });
        Assert.True(share > 0.9, $"{share:P0} of the classes are named rightly");
    }

    [Fact]
    public void A_projection_adds_the_product_of_pooled_features_with_the_class()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        torch.manual_seed(4);
        var network = new Dcgan
        {
            Size = 32, Channels = 1, Latent = 6, GeneratorWidth = 4, DiscriminatorWidth = 4,
            DiscriminatorNormalization = Normalization.None,
        };
        using Discriminator discriminator = new Projection().CreateDiscriminator(network, s_form);
        Tensor samples = torch.randn([3, 1, 32, 32]), labels = torch.tensor([2L, 0, 2]);
        DiscriminatorOutput judged = discriminator.ForwardWithFeatures(samples, new ClassCondition(labels));
        var tensors = discriminator.NamedTensors().ToDictionary(tensor => tensor.Path, tensor => tensor.Value);
        Tensor head = tensors["head.weight"], vectors = tensors["projection.weight"].t().index_select(0, labels);
        Tensor expected = (judged.Features * head).sum([1, 2, 3]) + (judged.Features.sum([2, 3]) * vectors).sum([1]);
        Near(expected.ToArray<float>(), judged.Logits.ToArray<float>(), 1e-5);
    }

    [Fact]
    public void Terms_are_what_their_papers_say()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        torch.manual_seed(5);
        var network = new Mlp { Latent = 2, GeneratorWidth = 8, DiscriminatorWidth = 8, HiddenLayers = 1 };
        DataForm form = new(new SampleShape(2)) { Classes = ["a", "b", "c"] };
        var codes = new InfoGan { Categorical = 2, Values = 5, Continuous = 3, Weight = 2, ContinuousWeight = 0.25 };
        using Discriminator guesses = codes.CreateDiscriminator(network, form);
        // Without weights every value is as likely as any other, and every continuous code is guessed to be 0.
        Zero(guesses, "auxiliary");
        CodeCondition code = codes.Draw(64, seed: 9);
        Tensor samples = torch.randn([64, 2]);
        LossTerm[] terms = [
            .. codes.GeneratorTerms(
                new ConditionTerm(guesses, code, samples, samples, null, guesses.ForwardWithFeatures(samples))),
        ];
        Assert.Equal([2.0, 0.25], terms.Select(term => term.Weight));
        Close.Equal(Math.Log(5), terms[0].Value.item(), 1e-6, 0);
        Close.Equal(0.5 * code.Continuous.square().mean().item(), terms[1].Value.item(), 1e-6, 0);

        var classifier = new AuxiliaryClassifier { Weight = 3, FakeWeight = 2 };
        using Discriminator names = classifier.CreateDiscriminator(network, form);
        Zero(names, "auxiliary");
        DiscriminatorOutput judged = names.ForwardWithFeatures(samples);
        var term = new ConditionTerm(names, new ClassCondition(torch.randint(0, 3, [64])), samples, samples, judged, judged);
        LossTerm[] all = [.. classifier.DiscriminatorTerms(term), .. classifier.GeneratorTerms(term)];
        Assert.All(all, one => Close.Equal(Math.Log(3), one.Value.item(), 1e-6, 0));
        Assert.Equal([3.0, 2, 3], all.Select(one => one.Weight));
    }

    [Fact]
    public void Codes_have_their_distribution_and_a_sweep_changes_one_of_them()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        var codes = new InfoGan { Categorical = 2, Values = 4, Continuous = 1 };
        CodeCondition drawn = codes.Draw(4000, seed: 1);
        Assert.Equal([0L, 1, 2, 3], drawn.Categories.ToArray<long>().Distinct().Order());
        Close.Equal(1.5, drawn.Categories.to(ScalarType.Float64).mean().item(), 0.06, 0);
        Close.Equal(1 / 3.0, drawn.Continuous.square().mean().item(), 0.03, 0);

        CodeCondition sweep = codes.Sweep(1, rows: 2, columns: 99, seed: 1);
        Assert.Equal([0L, 1, 2, 3, 0, 1, 2, 3], sweep.Categories.select(1, 1).ToArray<long>());
        long[] other = sweep.Categories.select(1, 0).ToArray<long>();
        Assert.Equal(Enumerable.Repeat(other[0], 4).Concat(Enumerable.Repeat(other[4], 4)), other);
        Assert.Equal([-1f, 0, 1], codes.Sweep(2, rows: 1, columns: 3, seed: 1).Continuous.ToArray<float>());
        Assert.Throws<ArgumentOutOfRangeException>(() => codes.Sweep(3, 1, 3, 1));
    }

    [Fact]
    public void A_mixture_of_classes_is_encoded_between_them()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        torch.manual_seed(6);
        using var encoder = new ClassEncoder(3, 5);
        Tensor way = encoder.Encode(Interpolation.Classes(0, 2, 3, 3));
        Tensor ends = encoder.Encode(new ClassCondition(torch.tensor([0L, 2])));
        Near(ends.ToArray<float>()[..5], way.ToArray<float>()[..5], 1e-6);
        Near(ends.mean([0]).ToArray<float>(), way.select(0, 1).ToArray<float>(), 1e-6);
        Near(ends.ToArray<float>()[5..], way.ToArray<float>()[10..], 1e-6);
    }

    [Fact]
    public void Data_without_labels_and_packing_are_refused_with_what_would_do()
    {
        foreach (string name in new[] { "cgan", "acgan", "projection" })
        {
            Conditioning conditioning = Conditioning.All.Create(name);
            Recipe recipe = Tiny.Points(2).WithLearner<Adversarial>(game => game with { Conditioning = conditioning });
            recipe = recipe with { Data = new SwissRoll() };
            string message = Assert.Throws<RecipeException>(() => RunPlan.Of(recipe)).Message;
            Assert.Contains(
                $"conditioning {name} needs data with class labels, but these have none; use fashion-mnist", message,
                StringComparison.Ordinal);
        }
        Recipe packed = Tiny.Points(2)
            .WithLearner<Adversarial>(game => game with { Conditioning = new ConditionalGan(), Packing = 2 });
        Assert.Contains(
            "set packing=1", Assert.Throws<RecipeException>(() => RunPlan.Of(packed)).Message, StringComparison.Ordinal);
        Assert.Throws<InputException>(new InfoGan { Categorical = 0, Continuous = 0 }.ThrowIfInvalid);
    }

    private static AdversarialLearner Labelled(string conditioning, Objective objective)
    {
        torch.set_num_threads(1);
        torch.manual_seed(7);
        Recipe recipe = Tiny.Points(400).WithLearner<Adversarial>(game => game with
        {
            Network = new Mlp { Latent = 2, GeneratorWidth = 32, DiscriminatorWidth = 32, HiddenLayers = 2 },
            Objective = objective,
            Conditioning = Conditioning.All.Create(conditioning),
            GeneratorOptimizer = new AdamChoice { LearningRate = 1e-3 },
            DiscriminatorOptimizer = new AdamChoice { LearningRate = 1e-3 },
        }) with { Data = new Ring(), Batch = 64, Images = 64 * 400 };
        using DataSet data = Stripes();
        return (AdversarialLearner)recipe.Learner.Create(recipe.Setup(DataForm.Of(data)));
    }

    // Images of four classes: a bright stripe at another height, under noise.
    private static ImageSet Stripes()
    {
        var random = new Random(1);
        byte[] pixels =
            [.. Enumerable.Range(0, 256 * 64).Select(k => (byte)((k / 16 % 4 == k / 64 % 4 ? 180 : 20) + random.Next(60)))];
        return new ImageSet(
            torch.tensor(pixels, 256, 1, 8, 8), torch.tensor([.. Enumerable.Range(0, 256).Select(k => k % 4L)]),
            ["a", "b", "c", "d"]);
    }

    // Some hundred steps, and every hundred a look at the discriminator with samples.
    private static void Play(AdversarialLearner learner, Action<Discriminator, Batch> look)
    {
        using DataSet data = Stripes();
        var context = new StepContext(data.Sampler(1, Device.Cpu), 64, 64 * 400);
        var discriminator = (Discriminator)learner.Networks.Single(network => network.Name == "discriminator").Network;
        for (int step = 1; step <= 400; step++)
        {
            learner.Make(context);
            if (step % 100 == 0)
            {
                look(discriminator, data.Sampler(2, Device.Cpu).Next(256));
            }
        }
    }

    private static void Zero(Discriminator discriminator, string layer)
    {
        using GradMode mode = torch.no_grad();
        foreach ((_, Tensor value)
            in discriminator.NamedTensors().Where(tensor => tensor.Path.StartsWith(layer, StringComparison.Ordinal)))
        {
            value.mul_(0);
        }
    }

    private static void Near(float[] expected, float[] actual, double absolute)
        => Close.Equal([.. expected.Select(value => (double)value)], [.. actual.Select(value => (double)value)], 0, absolute);
}
