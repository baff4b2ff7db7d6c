using Saddle.Data;
using Saddle.Layers;
using Saddle.Learners;
using Saddle.Networks;
using Saddle.Objectives;
using Saddle.Penalties;
using Saddle.Tests.Support;
using Saddle.Training;

namespace Saddle.Tests.Networks;

public sealed class R3GanTests
{
    [Theory, InlineData(8, 1), InlineData(16, 3), InlineData(32, 1), InlineData(64, 3), InlineData(128, 1), InlineData(256, 3)]
    public void Samples_have_the_size_and_logits_are_one_a_sample(int size, int channels)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        var network = new R3Gan
        {
            Size = size, Channels = 0, Latent = 6, GeneratorWidth = 2, DiscriminatorWidth = 2, MaximumWidth = 4, GroupSize = 4,
        };
        SampleShape shape = network.ShapeFor(new SampleShape(channels, 28, 28));
        using Generator generator = network.CreateGenerator(shape);
        using Discriminator discriminator = network.CreateDiscriminator(shape);
        Tensor samples = generator.Forward(generator.Latents(2));
        Assert.Equal([2, channels, size, size], samples.shape.ToArray());
        Assert.Equal([2L], discriminator.Forward(samples).shape.ToArray());
    }

    [Fact]
    public void The_layers_are_the_papers()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        var network = new R3Gan
        {
            Size = 8, Channels = 1, Latent = 6, GeneratorWidth = 4, DiscriminatorWidth = 4, MaximumWidth = 16, GroupSize = 4,
        };
        using Generator generator = network.CreateGenerator(new SampleShape(1, 8, 8));
        using Discriminator discriminator = network.CreateDiscriminator(new SampleShape(1, 8, 8));
        Tensor samples = torch.zeros([2, 1, 8, 8]);
        Assert.Equal(
            [
                "GenerativeBasis 6 to 8: 176", .. Block(8, 4),
                "Conv2d 8 to 4, 1x1, stride 1, padding 0: 32", "Upsample 2x bilinear: 0", .. Block(4, 2),
                "Conv2d 4 to 1, 1x1, stride 1, padding 0: 4",
            ],
            Lines(LayerSummary.Of(() => generator.Forward(generator.Latents(2)))));
        Assert.Equal(
            [
                "Conv2d 1 to 4, 1x1, stride 1, padding 0: 4", "ChannelsLast: 0", .. Block(4, 2),
                "Downsample 2x: 0", "Conv2d 4 to 8, 1x1, stride 1, padding 0: 32", .. Block(8, 4),
                "Conv2d 8 to 8, 4x4, stride 1, padding 0, 8 groups: 128", "Flatten: 0", "Linear 8 to 1: 8",
            ],
            Lines(LayerSummary.Of(() => discriminator.Forward(samples))));
    }

    [Fact]
    public void With_the_authors_settings_the_parameters_are_as_many_as_in_their_code()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        var network = new R3Gan
        {
            Size = 16, Channels = 3, Latent = 64, GeneratorWidth = 768, DiscriminatorWidth = 768, MaximumWidth = 768, Blocks = 2,
        };
        using Generator generator = network.CreateGenerator(new SampleShape(3, 16, 16));
        using Discriminator discriminator = network.CreateDiscriminator(new SampleShape(3, 16, 16));
        // Two 1x1 convolutions, a 3x3 one that sees 16 channels, and two biases; two blocks in each of three stages.
        const long block = 2 * 768 * 1536 + 1536 * 16 * 9 + 2 * 1536;
        Assert.Equal(768 * 16 + 768 * 64 + 6 * block + 768 * 3, generator.ParameterCount);
        Assert.Equal(3 * 768 + 6 * block + 768 * 16 + 768, discriminator.ParameterCount);
    }

    [Fact]
    public void A_block_starts_as_the_identity_and_its_other_weights_are_scaled_by_the_number_of_blocks()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        torch.manual_seed(1);
        using Discriminator discriminator = new R3Gan
        {
            Size = 8, Channels = 1, Latent = 6, GeneratorWidth = 64, DiscriminatorWidth = 64, MaximumWidth = 64, Blocks = 2,
        }.CreateDiscriminator(new SampleShape(1, 8, 8));
        Residual[] blocks = [.. discriminator.Modules().OfType<Residual>()];
        Assert.Equal(4, blocks.Length);
        // sqrt(2 / 1.04) before leaky ReLU; four blocks of three convolutions: 4^(-1/4).
        double gain = Math.Sqrt(2 / 1.04) / Math.Sqrt(2);
        Tensor[] weights =
            [.. blocks[0].NamedParameters().Select(p => p.Parameter.Value.detach()).Where(weight => weight.dim() == 4)];
        AssertDeviation(gain / Math.Sqrt(64), weights[0]);
        AssertDeviation(gain / Math.Sqrt(16 * 9), weights[1]);
        Assert.Equal(0, weights[2].abs().max().item());
    }

    [Fact]
    public void The_discriminators_images_lie_channels_last_whatever_the_data()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using Discriminator discriminator = new R3Gan { Size = 8, Channels = 1, Latent = 6 }
            .CreateDiscriminator(new SampleShape(1, 8, 8));
        var channelsLast = new List<bool>();
        Layer.Observe(
            (layer, _, output) =>
            {
                if (layer is Residual or Downsample)
                {
                    channelsLast.Add(output.Has(MemoryFormat.ChannelsLast));
                }
            },
            () => discriminator.Forward(torch.randn([2, 1, 8, 8])));
        Assert.Equal([true, true, true], channelsLast);
    }

    [Fact]
    public void The_gradient_of_a_penalty_on_the_slope_is_exact()
    {
        using Discriminator discriminator = new R3Gan
        {
            Size = 8, Channels = 1, Latent = 4, GeneratorWidth = 4, DiscriminatorWidth = 4, MaximumWidth = 8, GroupSize = 4,
        }.CreateDiscriminator(new SampleShape(1, 8, 8));
        SecondDerivatives.Check(discriminator);
    }

    [Fact]
    public void The_papers_objective_and_penalties_train_it()
    {
        using var folder = new TemporaryFolder();
        Recipe recipe = Tiny.Images(3, folder.Path).WithLearner<Adversarial>(game => game with
        {
            Network = new R3Gan
            {
                Size = 8, Channels = 1, Latent = 4, GeneratorWidth = 2, DiscriminatorWidth = 2, MaximumWidth = 4, GroupSize = 4,
            },
            Objective = new Relativistic(),
            Penalties = [new R1 { Weight = 0.05 }, new R2 { Weight = 0.05 }],
        });
        var reports = new List<StepReport>();
        using Run run = Tiny.Train(recipe, Path.Combine(folder.Path, "run"), reports.Add);
        Assert.Equal(3, reports.Count);
        Assert.All(
            reports, report => Assert.All(report.Metrics, metric => Assert.True(double.IsFinite(metric.Value), metric.Name)));
    }

    [Theory]
    [InlineData(48, 16, "r3gan: size must be 8, 16, 32, 64, 128 or 256, but is 48.")]
    [InlineData(
        32, 12,
        "r3gan: group_size 12 does not divide the 16 channels inside a block of width 8; choose powers of two, "
        + "or a group_size that divides every width times expansion.")]
    public void What_makes_no_network_is_refused_with_what_would(int size, int groupSize, string message)
        => Assert.Equal(
            message, Assert.Throws<InputException>(new R3Gan { Size = size, GroupSize = groupSize }.ThrowIfInvalid).Message);

    private static IEnumerable<string> Lines(IReadOnlyList<LayerSummary> layers)
        => layers.Select(layer => $"{layer.Description}: {layer.Parameters}");

    private static string[] Block(int width, int groups)
    {
        int inside = 2 * width;
        return
        [
            $"Conv2d {width} to {inside}, 1x1, stride 1, padding 0: {width * inside + inside}", "LeakyReLU 0.2: 0",
            $"Conv2d {inside} to {inside}, 3x3, stride 1, padding 1, {groups} groups: {inside * 4 * 9 + inside}",
            "LeakyReLU 0.2: 0",
            $"Conv2d {inside} to {width}, 1x1, stride 1, padding 0: {inside * width}",
        ];
    }

    // A deviation estimated from n values errs by sigma / sqrt(2 n): five of those.
    private static void AssertDeviation(double expected, Tensor weight)
        => Close.Equal(expected, weight.flatten().var([0]).sqrt().item(), 0, 5 * expected / Math.Sqrt(2 * weight.numel()));
}
