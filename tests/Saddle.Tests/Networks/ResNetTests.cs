using Saddle.Data;
using Saddle.Layers;
using Saddle.Networks;
using Saddle.Tests.Support;

namespace Saddle.Tests.Networks;

public sealed class ResNetTests
{
    // Counted by hand from the tables: (size, G's width, D's width) to the parameters of both.
    [Theory]
    [InlineData(32, 256, 128, 4_276_739, 1_053_825)] // SNGAN, table 3
    [InlineData(48, 64, 64, 4_878_083, 10_141_441)] // table 4
    [InlineData(128, 64, 64, 32_150_787, 29_017_857)] // table 5
    public void In_colour_there_are_as_many_parameters_as_in_the_papers_tables(
        int size, int generatorWidth, int discriminatorWidth, long inGenerator, long inDiscriminator)
    {
        var network = new ResNet
        {
            Size = size, Channels = 3, GeneratorWidth = generatorWidth, DiscriminatorWidth = discriminatorWidth,
        };
        SampleShape shape = network.ShapeFor(new SampleShape(3, 200, 100));
        using Generator generator = network.CreateGenerator(shape);
        using Discriminator discriminator = network.CreateDiscriminator(shape);
        Assert.Equal(inGenerator, generator.ParameterCount);
        Assert.Equal(inDiscriminator, discriminator.ParameterCount);
    }

    [Theory]
    [InlineData(32, 1, 0)]
    [InlineData(32, 3, 8)]
    [InlineData(32, 1, 16)]
    [InlineData(48, 1, 24)]
    [InlineData(48, 3, 12)]
    [InlineData(64, 3, 32)]
    [InlineData(64, 1, 8)]
    [InlineData(128, 3, 64)]
    [InlineData(128, 1, 0)]
    public void Samples_lie_in_the_unit_range_and_logits_are_one_a_sample(int size, int channels, int attention)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        var network = new ResNet
        {
            Size = size, Channels = channels, Latent = 6, GeneratorWidth = 2, DiscriminatorWidth = 2, MaximumWidth = 8,
            Attention = attention,
        };
        var shape = new SampleShape(channels, size, size);
        using Generator generator = network.CreateGenerator(shape);
        using Discriminator discriminator = network.CreateDiscriminator(shape);
        Tensor samples = generator.Forward(generator.Latents(3) * 100);
        Assert.Equal([3, channels, size, size], samples.shape.ToArray());
        Assert.InRange(samples.abs().max().item(), 1e-6, 1);
        Assert.Equal([3L], discriminator.Forward(samples).shape.ToArray());
        AssertAttention(LayerSummary.Of(() => generator.Forward(generator.Latents(2))), attention);
        AssertAttention(LayerSummary.Of(() => discriminator.Forward(samples)), attention);
    }

    [Fact]
    public void The_generators_blocks_double_the_image()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using Generator generator = new ResNet
        {
            Size = 64, Channels = 3, Latent = 5, GeneratorWidth = 2, DiscriminatorWidth = 2, MaximumWidth = 12,
        }.CreateGenerator(new SampleShape(3, 64, 64));
        IReadOnlyList<LayerSummary> layers = LayerSummary.Of(() => generator.Forward(generator.Latents(2)));
        Assert.Equal(
            [
                "Linear 5 to 192", "Reshape to [12, 4, 4]",
                .. Block(12, 12), .. Block(12, 8), .. Block(8, 4), .. Block(4, 2),
                "BatchNorm2d 2", "ReLU", "Conv2d 2 to 3, 3x3, stride 1, padding 1", "Tanh",
            ],
            layers.Select(layer => layer.Description));
        Assert.Equal(generator.ParameterCount, layers.Sum(layer => layer.Parameters));

        static string[] Block(int inputs, int outputs) =>
        [
            $"BatchNorm2d {inputs}", "ReLU", $"UpsampleConv2d {inputs} to {outputs}, 2x, 3x3",
            $"BatchNorm2d {outputs}", "ReLU", $"Conv2d {outputs} to {outputs}, 3x3, stride 1, padding 1",
            $"Conv2d {inputs} to {outputs}, 1x1, stride 1, padding 0", "Upsample 2x",
        ];
    }

    [Theory, InlineData(Pooling.Sum, "sum"), InlineData(Pooling.Mean, "mean")]
    public void The_discriminator_at_32_halves_twice_and_stays_at_8x8(Pooling pooling, string shown)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        var network = new ResNet
        {
            Size = 32, Channels = 1, Latent = 5, GeneratorWidth = 2, DiscriminatorWidth = 4, Attention = 16, Pooling = pooling,
        };
        using Discriminator discriminator = network.CreateDiscriminator(new SampleShape(1, 32, 32));
        IReadOnlyList<LayerSummary> layers = LayerSummary.Of(() => discriminator.Forward(torch.zeros([2, 1, 32, 32])));
        const string conv = "Conv2d 4 to 4, 3x3, stride 1, padding 1", shrinking = "ConvAveragePool2d 4 to 4, 3x3, 2x2";
        string[] level = ["ReLU", conv, "ReLU", conv];
        Assert.Equal(
            [
                "Conv2d 1 to 4, 3x3, stride 1, padding 1", "ReLU", shrinking,
                "AveragePool2d 2x2", "Conv2d 1 to 4, 1x1, stride 1, padding 0",
                "Conv2d 4 to 1, 1x1, stride 1, padding 0", "Conv2d 4 to 1, 1x1, stride 1, padding 0",
                "Conv2d 4 to 2, 1x1, stride 1, padding 0", "Conv2d 2 to 4, 1x1, stride 1, padding 0", "SelfAttention2d 4",
                "ReLU", conv, "ReLU", shrinking, "AveragePool2d 2x2", "Conv2d 4 to 4, 1x1, stride 1, padding 0",
                .. level, .. level, "ReLU", $"GlobalPool2d {shown}", "Linear 4 to 1",
            ],
            layers.Select(layer => layer.Description));
        Assert.Equal([4, 8, 8], layers[^3].OutputShape);
        Assert.Equal(discriminator.ParameterCount, layers.Sum(layer => layer.Parameters));
    }

    [Theory]
    [InlineData(MinibatchFeature.None, 4)]
    [InlineData(MinibatchFeature.Deviation, 5)]
    [InlineData(MinibatchFeature.Discrimination, 20)]
    public void The_head_fits_what_is_seen_of_the_batch(MinibatchFeature minibatch, int features)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using Discriminator discriminator = new ResNet
        {
            Size = 32, Channels = 1, Latent = 5, GeneratorWidth = 4, DiscriminatorWidth = 4, Minibatch = minibatch,
        }.CreateDiscriminator(new SampleShape(1, 32, 32));
        IReadOnlyList<LayerSummary> layers = LayerSummary.Of(() => discriminator.Forward(torch.zeros([3, 1, 32, 32])));
        Assert.Equal($"Linear {features} to 1", layers[^1].Description);
    }

    [Fact]
    public void A_gradient_penalty_reaches_every_weight()
    {
        using Discriminator discriminator = new ResNet
        {
            Size = 32, Channels = 1, Latent = 5, GeneratorWidth = 2, DiscriminatorWidth = 2, Attention = 8,
        }.CreateDiscriminator(new SampleShape(1, 32, 32));
        SecondDerivatives.Check(discriminator);
    }

    [Fact]
    public void A_spectrally_normalised_generator_does_not_see_how_large_its_weights_are()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using GradMode mode = torch.no_grad();
        using Generator plain = Make(spectralNorm: false), normalised = Make(spectralNorm: true);
        Assert.Equal(plain.ParameterCount, normalised.ParameterCount);
        Assert.Equal(Layers(plain), Layers(normalised));
        Tensor latents = plain.Latents(3);
        foreach ((Generator generator, bool same) in new[] { (plain, false), (normalised, true) })
        {
            Tensor before = generator.Sample(latents);
            foreach (Parameter parameter in generator.Modules().OfType<WeightedLayer>().Select(layer => layer.RawWeight))
            {
                parameter.Value.mul_(3);
            }
            double change = (generator.Sample(latents) - before).abs().max().item();
            Assert.True(same == change < 1e-5, $"three times the weights change a sample by {change}");
        }

        static Generator Make(bool spectralNorm)
            => new ResNet
            {
                Size = 32, Channels = 1, Latent = 5, GeneratorWidth = 4, DiscriminatorWidth = 4, Attention = 16,
                GeneratorSpectralNorm = spectralNorm,
            }.CreateGenerator(new SampleShape(1, 32, 32));
        static IEnumerable<string> Layers(Generator generator)
            => LayerSummary.Of(() => generator.Forward(generator.Latents(2))).Select(layer => layer.Description);
    }

    [Fact]
    public void Weights_start_from_Glorots_uniform_with_a_gain_for_the_ReLUs_of_the_blocks()
    {
        torch.manual_seed(1);
        using Discriminator discriminator = new ResNet
        {
            Size = 32, Channels = 1, Latent = 5, GeneratorWidth = 32, DiscriminatorWidth = 32,
        }.CreateDiscriminator(new SampleShape(1, 32, 32));
        Dictionary<string, Tensor> tensors = discriminator.NamedTensors().ToDictionary(t => t.Path, t => t.Value.detach());
        // The largest of 9,216 and of 1,024 uniform values lie this near to the bound, except with probability 1e-4.
        Close.Equal(Math.Sqrt(2 * 6.0 / (9 * 64)), tensors["main.1.main.1.weight"].abs().max().item(), 0.001, 0);
        Close.Equal(Math.Sqrt(6.0 / 64), tensors["main.1.shortcut.1.weight"].abs().max().item(), 0.01, 0);
        Assert.All(tensors.Where(tensor => tensor.Value.dim() == 1), tensor => Assert.Equal(0, tensor.Value.abs().max().item()));
    }

    [Theory]
    [InlineData(33, 0, "resnet: size must be 32, 48, 64 or 128, but is 33.")]
    [InlineData(256, 0, "resnet: size must be a whole number from 32 to 128, but is 256.")]
    [InlineData(32, 7, "resnet: at size 32 attention must be 0 (none), 8 or 16, but is 7.")]
    [InlineData(48, 16, "resnet: at size 48 attention must be 0 (none), 12 or 24, but is 16.")]
    [InlineData(64, 4, "resnet: at size 64 attention must be 0 (none), 8, 16 or 32, but is 4.")]
    public void Sizes_that_the_blocks_do_not_reach_are_refused(int size, int attention, string message)
        => Assert.Equal(
            message, Assert.Throws<InputException>(new ResNet { Size = size, Attention = attention }.ThrowIfInvalid).Message);

    [Fact]
    public void Points_and_odd_channels_are_refused()
    {
        Assert.Equal(
            "network resnet makes images, but the data are points [2]; use the network mlp.",
            Assert.Throws<InputException>(() => new ResNet().ShapeFor(new SampleShape(2))).Message);
        Assert.Equal(
            "resnet: channels must be 1 (grey), 3 (colour) or 0 (what the data has), but is 2.",
            Assert.Throws<InputException>(new ResNet { Channels = 2 }.ThrowIfInvalid).Message);
        Assert.Equal(
            "resnet: attention needs widths of at least 2.",
            Assert.Throws<InputException>(new ResNet { Attention = 8, GeneratorWidth = 1 }.ThrowIfInvalid).Message);
    }

    private static void AssertAttention(IReadOnlyList<LayerSummary> layers, int side)
        => Assert.Equal(
            side == 0 ? [] : [side],
            layers.Where(layer => layer.Description.StartsWith("SelfAttention2d", StringComparison.Ordinal))
                .Select(layer => (int)layer.OutputShape[1]));
}
