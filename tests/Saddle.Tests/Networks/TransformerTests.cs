using Saddle.Data;
using Saddle.Layers;
using Saddle.Learners;
using Saddle.Networks;
using Saddle.Penalties;
using Saddle.Tests.Support;
using Saddle.Training;

namespace Saddle.Tests.Networks;

public sealed class TransformerTests
{
    [
        Theory, InlineData(8, 1, 2), InlineData(12, 3, 4), InlineData(28, 1, 7), InlineData(32, 3, 4), InlineData(64, 1, 16),
        InlineData(256, 3, 64),
    ]
    public void Samples_lie_in_the_unit_range_and_logits_are_one_a_sample(int size, int channels, int patch)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        var network = new Transformer
        {
            Size = size, Channels = 0, Latent = 6, Patch = patch, Width = 4, Heads = 2, GeneratorBlocks = 1,
            DiscriminatorBlocks = 1,
        };
        SampleShape shape = network.ShapeFor(new SampleShape(channels, 50, 40));
        using Generator generator = network.CreateGenerator(shape);
        using Discriminator discriminator = network.CreateDiscriminator(shape);
        Tensor samples = generator.Forward(generator.Latents(2) * 1e4);
        Assert.Equal([2, channels, size, size], samples.shape.ToArray());
        Assert.InRange(samples.abs().max().item(), 1e-6, 1);
        Assert.Equal([2L], discriminator.Forward(samples).shape.ToArray());
    }

    [Fact]
    public void The_parameters_are_those_of_its_layers()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        var network = new Transformer
        {
            Size = 16, Channels = 3, Latent = 10, Patch = 4, Width = 8, Heads = 2, GeneratorBlocks = 2, DiscriminatorBlocks = 3,
        };
        using Generator generator = network.CreateGenerator(new SampleShape(3, 16, 16));
        using Discriminator discriminator = network.CreateDiscriminator(new SampleShape(3, 16, 16));
        const long tokens = 16, width = 8, pixels = 48;
        // Two normalisations; queries, keys, values and the output; the dense layers, four times as wide inside.
        const long block = 2 * 2 * width + (4 * width * width + 4 * width) + (8 * width * width + 5 * width);
        Assert.Equal(
            11 * tokens * width + tokens * width + 2 * block + 2 * width + (width + 1) * pixels, generator.ParameterCount);
        Assert.Equal((pixels + 1) * width + tokens * width + 3 * block + 2 * width + width + 1, discriminator.ParameterCount);
    }

    [Fact]
    public void The_summary_shows_every_layer_once()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        var network = new Transformer
        {
            Size = 8, Channels = 1, Latent = 6, Patch = 4, Width = 4, Heads = 2, GeneratorBlocks = 1, DiscriminatorBlocks = 1,
        };
        using Discriminator discriminator = network.CreateDiscriminator(new SampleShape(1, 8, 8));
        IReadOnlyList<LayerSummary> layers = LayerSummary.Of(() => discriminator.Forward(torch.zeros([2, 1, 8, 8])));
        Assert.Equal(
            [
                "Conv2d 1 to 4, 4x4, stride 4, padding 0", "Tokens", "PositionalEmbedding 4 of 4", "LayerNorm 4",
                "Linear 4 to 12",
                "Linear 4 to 4", "LayerNorm 4", "Linear 4 to 16", "GELU", "Linear 16 to 4", "LayerNorm 4", "TokenMean",
                "Linear 4 to 1",
            ],
            layers.Select(layer => layer.Description));
        Assert.Equal(discriminator.ParameterCount, layers.Sum(layer => layer.Parameters));
    }

    [Theory]
    [InlineData(TransformerPart.Transformer, TransformerPart.Convolution)]
    [InlineData(TransformerPart.Convolution, TransformerPart.Transformer)]
    [InlineData(TransformerPart.Convolution, TransformerPart.Convolution)]
    public void Either_side_may_be_dcgans(TransformerPart generator, TransformerPart discriminator)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        var network = new Transformer
        {
            Size = 16, Channels = 1, Latent = 6, Generator = generator, Discriminator = discriminator, Width = 4, Heads = 2,
            ConvolutionWidth = 2,
        };
        var shape = new SampleShape(1, 16, 16);
        using Generator draws = network.CreateGenerator(shape);
        using Discriminator judges = network.CreateDiscriminator(shape);
        Assert.Equal([3L], judges.Forward(draws.Forward(draws.Latents(3))).shape.ToArray());
        Assert.Equal(generator == TransformerPart.Convolution, draws.Modules().Any(module => module is ConvTranspose2d));
        Assert.Equal(discriminator == TransformerPart.Transformer, judges.Modules().Any(module => module is MultiHeadAttention));
        Assert.DoesNotContain(judges.Modules(), module => module is BatchNorm);
    }

    [Fact]
    public void Weights_start_from_a_narrow_normal_distribution_and_gains_at_one()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        torch.manual_seed(1);
        using Discriminator discriminator = new Transformer { Size = 16, Channels = 1, Width = 32 }
            .CreateDiscriminator(new SampleShape(1, 16, 16));
        foreach ((string path, Parameter parameter) in discriminator.NamedParameters())
        {
            Tensor value = parameter.Value.detach();
            if (value.dim() > 1)
            {
                // A deviation estimated from n values errs by sigma / sqrt(2 n): five of those.
                Close.Equal(0.02, value.flatten().var([0]).sqrt().item(), 0, 5 * 0.02 / Math.Sqrt(2 * value.numel()), path);
            }
        }
        Assert.All(
            discriminator.Modules().OfType<LayerNorm>(),
            norm =>
                Assert.Equal(
                    [1f, 0f], norm.NamedParameters().Select(p => p.Parameter.Value.detach().mean().ToArray<float>()[0])));
    }

    [Fact]
    public void The_gradient_of_a_penalty_on_the_slope_is_exact()
    {
        var network = new Transformer
        {
            Size = 8, Channels = 1, Latent = 4, Patch = 4, Width = 4, Heads = 2, GeneratorBlocks = 1, DiscriminatorBlocks = 1,
        };
        using Discriminator discriminator = network.CreateDiscriminator(new SampleShape(1, 8, 8));
        SecondDerivatives.Check(discriminator);
    }

    [Fact]
    public void It_trains_with_penalties_and_nothing_diverges()
    {
        using var folder = new TemporaryFolder();
        Recipe recipe = Tiny.Images(3, folder.Path).WithLearner<Adversarial>(game => game with
        {
            Network = new Transformer
            {
                Size = 8, Channels = 1, Latent = 4, Patch = 4, Width = 4, Heads = 2, GeneratorBlocks = 1, DiscriminatorBlocks = 1,
            },
            Penalties = [new R1 { Weight = 1 }, new LeCam { Weight = 0.3 }],
        });
        var reports = new List<StepReport>();
        using Run run = Tiny.Train(recipe, Path.Combine(folder.Path, "run"), reports.Add);
        Assert.Equal(3, reports.Count);
        Assert.All(
            reports, report => Assert.All(report.Metrics, metric => Assert.True(double.IsFinite(metric.Value), metric.Name)));
    }

    [Fact]
    public void What_makes_no_network_is_refused_with_what_would()
    {
        Assert.Equal(
            "transformer: size must be a multiple of patch, but 30 is none of 4; set size to 32.",
            Assert.Throws<InputException>(new Transformer { Size = 30 }.ThrowIfInvalid).Message);
        Assert.Equal(
            "transformer: width must be a multiple of heads, but 10 is none of 4; set width to 12.",
            Assert.Throws<InputException>(new Transformer { Width = 10 }.ThrowIfInvalid).Message);
        Assert.Equal(
            "transformer: dcgan: size must be a power of two (16, 32, 64, 128 or 256), but is 28.",
            Assert.Throws<InputException>(
                new Transformer { Size = 28, Generator = TransformerPart.Convolution }.ThrowIfInvalid).Message);
    }
}
