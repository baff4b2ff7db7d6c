using Saddle.Conditions;
using Saddle.Data;
using Saddle.Densities;
using Saddle.Export;
using Saddle.Graphs;
using Saddle.Layers;
using Saddle.Learners;
using Saddle.Networks;
using Saddle.Penalties;
using Xunit;

namespace Saddle.Tests.Export;

/// <summary>ONNX Runtime's answer against the network's own.</summary>
public sealed class NetworkExportTests
{
    private static readonly SampleShape s_points = new(2);
    private static readonly Vocabulary s_vocabulary = new(["red", "blue", "circle", "square"], 6);

    private static readonly Dictionary<string, Network> s_networks = new()
    {
        ["dcgan"] = new Dcgan { Size = 16, Channels = 3, Latent = 5, GeneratorWidth = 4, DiscriminatorWidth = 4 },
        ["dcgan, deviation"] = new Dcgan
        {
            Size = 16, Channels = 1, Latent = 5, GeneratorWidth = 4, DiscriminatorWidth = 4,
            LatentDistribution = LatentDistribution.Uniform, Minibatch = MinibatchFeature.Deviation,
        },
        ["dcgan-upsample"] = new UpsampleDcgan
        {
            Size = 16, Channels = 1, Latent = 5, GeneratorWidth = 8, DiscriminatorWidth = 2,
        },
        ["lsgan-vgg"] = new LsganVgg { Size = 14, Channels = 1, Latent = 6, GeneratorWidth = 4, DiscriminatorWidth = 4 },
        ["lucic"] = new Lucic { Channels = 1, Latent = 6 },
        ["r3gan"] = new R3Gan { Size = 16, Channels = 1, Latent = 6 },
        ["resnet"] = new ResNet
        {
            Size = 32, Channels = 3, Latent = 6, GeneratorWidth = 4, DiscriminatorWidth = 4, Attention = 16,
            GeneratorSpectralNorm = true, Minibatch = MinibatchFeature.Discrimination,
        },
        ["resnet, mean"] = new ResNet
        {
            Size = 48, Channels = 1, Latent = 6, GeneratorWidth = 4, DiscriminatorWidth = 4, Pooling = Pooling.Mean,
        },
        ["transformer"] = new Transformer { Size = 8, Channels = 1, Latent = 6, Width = 8, Heads = 2, GeneratorBlocks = 2 },
        ["mlp"] = new Mlp
        {
            Latent = 3, GeneratorWidth = 8, DiscriminatorWidth = 8, GeneratorNormalization = Normalization.Batch,
        },
        ["mlp, maxout"] = new Mlp { Latent = 3, GeneratorWidth = 8, DiscriminatorWidth = 8, MaxoutPieces = 3 },
        ["mlp, sorted"] = new Mlp
        {
            Latent = 3, GeneratorWidth = 8, DiscriminatorWidth = 8, DiscriminatorActivation = HiddenActivation.GroupSort,
        },
    };

    private static readonly Dictionary<string, Conditioning> s_conditionings = new()
    {
        ["cgan"] = new ConditionalGan { Embedding = 4 },
        ["acgan"] = new AuxiliaryClassifier { Embedding = 4 },
        ["projection"] = new Projection(),
        ["infogan"] = new InfoGan { Categorical = 2, Values = 3, Continuous = 2 },
        ["text, gru"] = new Text { Features = 8, Encoder = CaptionReader.Gru },
        ["text, attention"] = new Text { Features = 8, Encoder = CaptionReader.Attention },
        ["text, sum"] = new Text { Features = 8, Encoder = CaptionReader.Sum },
    };

    internal static IReadOnlyDictionary<string, Network> NetworksByName => s_networks;

    public static TheoryData<string> Networks => [.. s_networks.Keys];

    public static TheoryData<string> Conditionings => [.. s_conditionings.Keys];

    [Theory, MemberData(nameof(Networks))]
    public void Each_network_s_generator_and_discriminator_compute_what_they_did(string name)
    {
        Network network = s_networks[name];
        var form = new DataForm(network.ShapeFor(name.StartsWith("mlp", StringComparison.Ordinal) ? s_points : new(1, 28, 28)));
        AssertSame(new Unconditional(), network, form, _ => null);
    }

    [Theory, MemberData(nameof(Networks)), MemberData(nameof(Conditionings))]
    public void In_half_precision_each_draws_nearly_the_same(string name)
    {
        Network network = s_networks.GetValueOrDefault(name) ?? s_networks["dcgan"];
        Conditioning conditioning = s_conditionings.GetValueOrDefault(name) ?? new Unconditional();
        SampleShape data = name.StartsWith("mlp", StringComparison.Ordinal) ? s_points : new(1, 28, 28);
        var form = new DataForm(network.ShapeFor(data)) { Classes = ["a", "b", "c"], Vocabulary = s_vocabulary };
        using Generator generator = conditioning.CreateGenerator(network, form);
        Exported.Stir(generator);
        var half = new ExportOptions { Precision = ExportPrecision.Half };
        byte[] file = Exporter.Generator(generator, Exported.Facts(form, generator, half));
        Exported.AssertSame(generator, file, count => Told(conditioning, count), tolerance: 0.02);
    }

    [Theory, MemberData(nameof(Conditionings))]
    public void Each_conditioning_is_told_the_same(string name)
    {
        Network network = s_networks["dcgan"];
        var form = new DataForm(network.ShapeFor(new(3, 16, 16))) { Classes = ["a", "b", "c"], Vocabulary = s_vocabulary };
        Conditioning conditioning = s_conditionings[name];
        AssertSame(conditioning, network, form, count => Told(conditioning, count));
    }

    [Theory, InlineData(16, 16), InlineData(13, 22), InlineData(16, 17), InlineData(31, 8)]
    public void Pictures_of_any_size_are_translated(int height, int width)
    {
        var form = new DataForm(new SampleShape(1, 16, 16)) { InputChannels = 3 };
        PictureNetwork[] networks =
        [
            new Pix2Pix { Size = 16, Channels = 1, GeneratorWidth = 4, DiscriminatorWidth = 4, Latent = 3, Patch = 16 },
            new Saddle.Networks.CycleGan
            {
                Size = 16, Channels = 1, GeneratorWidth = 4, DiscriminatorWidth = 4, Blocks = 1, Patch = 16,
            },
        ];
        foreach (PictureNetwork network in networks)
        {
            using Generator generator = network.CreateTranslator(form.Shape, form.InputChannels);
            Exported.Stir(generator);
            Exported.AssertSame(
                generator, Exporter.Generator(generator, Exported.Facts(form, generator)),
                count => new PictureCondition(Random(count, 3, height, width)));
        }
    }

    [Fact]
    public void A_discriminator_of_pairs_and_patches_gives_a_logit_a_patch()
    {
        var form = new DataForm(new SampleShape(1, 16, 16)) { InputChannels = 3 };
        var network = new Pix2Pix { Size = 16, Channels = 1, GeneratorWidth = 4, DiscriminatorWidth = 4, Patch = 16 };
        using Discriminator discriminator = new PictureConditioning().CreateDiscriminator(network, form);
        Exported.Stir(discriminator);
        using var model = new OnnxModel(Exporter.Discriminator(discriminator, Exported.Facts(form, null)));
        discriminator.Train(false);
        using DisposeScope scope = torch.NewDisposeScope();
        (Tensor samples, var told) = (Random(2, 1, 16, 16), new PictureCondition(Random(2, 3, 16, 16)));
        Tensor logits = model.Run("logits", samples, told, "samples");
        Assert.Equal([2, discriminator.LogitCount], logits.shape.ToArray());
        Exported.AssertNear(discriminator.Forward(samples, told), logits.reshape(-1));
    }

    [Fact]
    public void What_constraints_keep_of_a_discriminator_s_weights_is_folded()
    {
        var form = new DataForm(new SampleShape(3, 16, 16));
        foreach (Constraint constraint in (Constraint[])[
            new SpectralNormalization { Enabled = true }, new OrthonormalWeights { Enabled = true }])
        {
            var choice = new Adversarial { Network = s_networks["dcgan"], Constraints = [constraint] };
            using Discriminator discriminator = choice.CreateDiscriminator(form);
            AssertJudgesTheSame(discriminator, form, _ => null);
        }
    }

    [Theory, InlineData(true), InlineData(false)]
    public void A_flow_and_a_mixture_draw_the_same(bool images)
    {
        SampleShape shape = images ? new(1, 8, 8) : s_points;
        var form = new DataForm(shape);
        Generator[] generators =
        [
            RealNvp.Create(shape, 2, 6, 2),
            new MixtureGenerator(4, true, 1e-3, shape), new MixtureGenerator(4, false, 1e-3, shape),
            new MixtureGenerator(1, false, 1e-3, shape),
        ];
        foreach (Generator generator in generators)
        {
            Exported.Stir(generator);
            Exported.AssertSame(generator, Exporter.Generator(generator, Exported.Facts(form, generator)), _ => null);
            generator.Dispose();
        }
    }

    private static Condition? Told(Conditioning conditioning, int count) => conditioning switch
    {
        ClassConditioning => new ClassCondition(torch.tensor([.. Enumerable.Range(0, count).Select(k => (long)(k % 3))])),
        InfoGan codes => codes.Draw(count, 5),
        Text => new CaptionCondition(s_vocabulary.Tokens(
            // Of all words, of some that are unknown, and of none.
            [.. Enumerable.Range(0, count).Select(k => k % 3 == 0 ? "a red circle" : k % 3 == 1 ? "Blue!" : "")])),
        _ => null,
    };

    private static void AssertSame(Conditioning conditioning, Network network, DataForm form, Func<int, Condition?> condition)
    {
        // Of networks this narrow some draw nothing but 0 as they are initialised.
        torch.manual_seed(3);
        using Generator generator = conditioning.CreateGenerator(network, form);
        Exported.Stir(generator);
        Exported.AssertSame(generator, Exporter.Generator(generator, Exported.Facts(form, generator)), condition);
        using Discriminator discriminator = conditioning.CreateDiscriminator(network, form);
        Exported.Stir(discriminator);
        AssertJudgesTheSame(discriminator, form, condition);
    }

    private static void AssertJudgesTheSame(Discriminator discriminator, DataForm form, Func<int, Condition?> condition)
    {
        using var model = new OnnxModel(Exporter.Discriminator(discriminator, Exported.Facts(form, null)));
        discriminator.Train(false);
        foreach (int count in new[] { 1, 5 })
        {
            using DisposeScope scope = torch.NewDisposeScope();
            using GradMode mode = torch.no_grad();
            (Tensor samples, Condition? told) = (Random([count, .. form.Shape.Sizes]), condition(count));
            Exported.AssertNear(
                discriminator.Forward(samples, told), model.Run("logits", samples, told, "samples"));
        }
    }

    private static Tensor Random(params long[] shape)
    {
        using var random = new RandomGenerator(8);
        return torch.rand(shape, random) * 2 - 1;
    }
}
