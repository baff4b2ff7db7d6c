using Saddle.Data;
using Saddle.Layers;
using Saddle.Networks;
using Saddle.Torch;
using Xunit;

namespace Saddle.Tests.Networks;

public sealed class DcganTests
{
    public static TheoryData<int, int> SizesAndChannels
    {
        get
        {
            var data = new TheoryData<int, int>();
            foreach (int size in new[] { 16, 32, 64, 128, 256 })
            {
                data.Add(size, 1);
                data.Add(size, 3);
            }
            return data;
        }
    }

    [Theory, MemberData(nameof(SizesAndChannels))]
    public void The_generator_has_exactly_the_papers_layers(int size, int channels)
    {
        const int latent = 6, width = 2, maximum = 8;
        using DisposeScope scope = torch.NewDisposeScope();
        var network = new Dcgan
        {
            Size = size, Channels = channels, Latent = latent, GeneratorWidth = width, DiscriminatorWidth = width,
            MaximumWidth = maximum,
        };
        using Generator generator = network.CreateGenerator(network.ShapeFor(new SampleShape(channels, size, size)));
        IReadOnlyList<LayerSummary> layers = LayerSummary.Of(() => generator.Forward(generator.Latents(2)));

        // From 4x4 up, channels halve while the image doubles; the last hidden layer has the width asked for.
        var expected = new List<(string, long[], long)> { ($"Reshape to [{latent}, 1, 1]", [latent, 1, 1], 0) };
        long before = latent;
        for (int side = 4; side < size; side *= 2)
        {
            long after = Math.Min((long)width * (size / 2 / side), maximum);
            string form = side == 4 ? "stride 1, padding 0" : "stride 2, padding 1";
            expected.Add(($"ConvTranspose2d {before} to {after}, 4x4, {form}", [after, side, side], before * after * 16));
            expected.Add(($"BatchNorm2d {after}", [after, side, side], 2 * after));
            expected.Add(("ReLU", [after, side, side], 0));
            before = after;
        }
        expected.Add(
            (
                $"ConvTranspose2d {before} to {channels}, 4x4, stride 2, padding 1", [channels, size, size],
                before * channels * 16));
        expected.Add(("Tanh", [channels, size, size], 0));
        AssertLayers(expected, layers);
        Assert.Equal(expected.Sum(layer => layer.Item3), generator.ParameterCount);
    }

    [Theory, MemberData(nameof(SizesAndChannels))]
    public void The_discriminator_has_exactly_the_papers_layers(int size, int channels)
    {
        const int width = 2, maximum = 8;
        using DisposeScope scope = torch.NewDisposeScope();
        var network = new Dcgan
        {
            Size = size, Channels = channels, Latent = 6, GeneratorWidth = width, DiscriminatorWidth = width,
            MaximumWidth = maximum,
        };
        using Discriminator discriminator = network.CreateDiscriminator(new SampleShape(channels, size, size));
        IReadOnlyList<LayerSummary> layers = LayerSummary.Of(() => discriminator.Forward(torch.zeros([2, channels, size, size])));

        var expected = new List<(string, long[], long)>();
        long before = channels;
        for (int side = size / 2; side >= 4; side /= 2)
        {
            long after = Math.Min((long)width * (size / 2 / side), maximum);
            expected.Add(($"Conv2d {before} to {after}, 4x4, stride 2, padding 1", [after, side, side], before * after * 16));
            if (side < size / 2)
            {
                expected.Add(($"BatchNorm2d {after}", [after, side, side], 2 * after));
            }
            expected.Add(("LeakyReLU 0.2", [after, side, side], 0));
            before = after;
        }
        expected.Add(($"Conv2d {before} to 1, 4x4, stride 1, padding 0", [1, 1, 1], before * 16));
        AssertLayers(expected, layers);
        Assert.Equal(expected.Sum(layer => layer.Item3), discriminator.ParameterCount);
    }

    [Fact]
    public void At_64x64_in_colour_the_parameters_are_as_many_as_in_the_widely_known_implementation()
    {
        // PyTorch's DCGAN tutorial with nz 100 and ngf = ndf = 64: counted from its printed layers.
        var network = new Dcgan { Size = 64, Channels = 3 };
        SampleShape shape = network.ShapeFor(new SampleShape(3, 64, 64));
        using Generator generator = network.CreateGenerator(shape);
        using Discriminator discriminator = network.CreateDiscriminator(shape);
        Assert.Equal(3_576_704, generator.ParameterCount);
        Assert.Equal(2_765_568, discriminator.ParameterCount);
    }

    [Fact]
    public void Weights_start_from_the_papers_distributions()
    {
        torch.manual_seed(3);
        var network = new Dcgan { Size = 32, Channels = 1, Latent = 16, GeneratorWidth = 16, DiscriminatorWidth = 16 };
        using Generator generator = network.CreateGenerator(new SampleShape(1, 32, 32));
        using Discriminator discriminator = network.CreateDiscriminator(new SampleShape(1, 32, 32));
        int gains = 0, weights = 0;
        foreach ((string path, Parameter parameter) in generator.NamedParameters().Concat(discriminator.NamedParameters()))
        {
            double[] values = parameter.Value.ToArray<double>();
            double mean = values.Average();
            double deviation = Math.Sqrt(values.Average(value => (value - mean) * (value - mean)));
            if (parameter.Value.dim() == 1 && path.EndsWith("bias", StringComparison.Ordinal))
            {
                Assert.All(values, value => Assert.Equal(0, value));
                continue;
            }
            (gains, weights) = parameter.Value.dim() == 1 ? (gains + 1, weights) : (gains, weights + 1);
            double expected = parameter.Value.dim() == 1 ? 1 : 0;
            // Five standard errors of a mean and of a deviation of so many draws.
            double error = 5 * 0.02 / Math.Sqrt(values.Length);
            Assert.InRange(mean, expected - error, expected + error);
            Assert.InRange(deviation, 0.02 - error, 0.02 + error);
        }
        Assert.Equal((5, 8), (gains, weights));
    }

    [Theory, InlineData(1), InlineData(3)]
    public void Samples_lie_in_the_unit_range_and_logits_are_one_a_sample(int channels)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        var network = new Dcgan { Size = 16, Channels = channels, Latent = 8, GeneratorWidth = 4, DiscriminatorWidth = 4 };
        var shape = new SampleShape(channels, 16, 16);
        using Generator generator = network.CreateGenerator(shape);
        using Discriminator discriminator = network.CreateDiscriminator(shape);
        Tensor samples = generator.Forward(generator.Latents(5) * 100);
        Assert.Equal([5, channels, 16, 16], samples.shape.ToArray());
        Assert.InRange(samples.abs().max().item(), 1e-6, 1);
        Assert.Equal([5L], discriminator.Forward(samples).shape.ToArray());
    }

    [Fact]
    public void Each_network_has_its_own_width_and_no_layer_is_wider_than_the_maximum()
    {
        var network = new Dcgan
        {
            Size = 64, Channels = 1, Latent = 4, GeneratorWidth = 3, DiscriminatorWidth = 5, MaximumWidth = 12,
        };
        using Generator generator = network.CreateGenerator(new SampleShape(1, 64, 64));
        using Discriminator discriminator = network.CreateDiscriminator(new SampleShape(1, 64, 64));
        Assert.Equal([12, 12, 6, 3], Norms(generator));
        Assert.Equal([10, 12, 12], Norms(discriminator));
        static IEnumerable<long> Norms(Module module) => module.NamedParameters()
            .Where(p => p.Parameter.Value.dim() == 1 && p.Path.EndsWith("weight", StringComparison.Ordinal))
            .Select(p => p.Parameter.Value.numel());
    }

    [Fact]
    public void A_width_above_the_maximum_is_kept()
    {
        var network = new Dcgan
        {
            Size = 32, Channels = 1, Latent = 4, GeneratorWidth = 20, DiscriminatorWidth = 20, MaximumWidth = 8,
        };
        using Generator generator = network.CreateGenerator(new SampleShape(1, 32, 32));
        Assert.All(
            generator.NamedParameters().Where(p => p.Parameter.Value.dim() == 1),
            p => Assert.Equal(20, p.Parameter.Value.numel()));
    }

    [Theory]
    [InlineData(48, "dcgan: size must be a power of two (16, 32, 64, 128 or 256), but is 48.")]
    [InlineData(8, "dcgan: size must be a whole number from 16 to 256, but is 8.")]
    [InlineData(512, "dcgan: size must be a whole number from 16 to 256, but is 512.")]
    public void A_size_that_halving_does_not_reach_is_refused(int size, string message)
        => Assert.Equal(message, Assert.Throws<InputException>(new Dcgan { Size = size }.ThrowIfInvalid).Message);

    [Theory]
    [InlineData(2, "dcgan: channels must be 1 (grey), 3 (colour) or 0 (what the data has), but is 2.")]
    [InlineData(4, "dcgan: channels must be a whole number from 0 to 3, but is 4.")]
    public void Channels_that_are_neither_grey_nor_colour_are_refused(int channels, string message)
        => Assert.Equal(
            message, Assert.Throws<InputException>(new Dcgan { Size = 32, Channels = channels }.ThrowIfInvalid).Message);

    [Fact]
    public void Every_value_out_of_range_is_told_at_once()
    {
        string message = Assert.Throws<InputException>(new Dcgan { Latent = 0, GeneratorWidth = 0 }.ThrowIfInvalid).Message;
        Assert.Contains("latent must be a whole number from 1 to 4096, but is 0", message);
        Assert.Contains("generator_width must be a whole number from 1 to 1024, but is 0", message);
    }

    [Fact]
    public void Points_are_refused_with_the_network_that_makes_them()
    {
        string message = Assert.Throws<InputException>(() => new Dcgan().ShapeFor(new SampleShape(2))).Message;
        Assert.Equal("network dcgan makes images, but the data are points [2]; use the network mlp.", message);
    }

    [Fact]
    public void Channels_follow_the_data_unless_they_are_set()
    {
        Assert.Equal(new SampleShape(3, 32, 32), new Dcgan().ShapeFor(new SampleShape(3, 100, 80)));
        Assert.Equal(new SampleShape(1, 64, 64), new Dcgan { Size = 64, Channels = 1 }.ShapeFor(new SampleShape(3, 100, 80)));
        string message = Assert.Throws<InputException>(() => new Dcgan().ShapeFor(new SampleShape(4, 32, 32))).Message;
        Assert.Equal("network dcgan makes images of 1 or 3 channels, but the data has 4; set network.channels.", message);
    }

    [Fact]
    public void Inputs_of_another_shape_are_refused_with_both_shapes()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        var network = new Dcgan { Size = 16, Channels = 1, Latent = 8, GeneratorWidth = 2, DiscriminatorWidth = 2 };
        using Generator generator = network.CreateGenerator(new SampleShape(1, 16, 16));
        using Discriminator discriminator = network.CreateDiscriminator(new SampleShape(1, 16, 16));
        Assert.Equal(
            "The generator expects latents [N, 8], but received [2, 9].",
            Assert.Throws<ArgumentException>(() => generator.Forward(torch.zeros([2, 9]))).Message);
        Assert.Equal(
            "The discriminator expects 16x16 grey images, but received [2, 3, 16, 16].",
            Assert.Throws<ArgumentException>(() => discriminator.Forward(torch.zeros([2, 3, 16, 16]))).Message);
    }

    private static void AssertLayers(List<(string, long[], long)> expected, IReadOnlyList<LayerSummary> layers)
    {
        Assert.Equal(expected.Select(layer => layer.Item1), layers.Select(layer => layer.Description));
        Assert.Equal(expected.Select(layer => layer.Item2), layers.Select(layer => layer.OutputShape));
        Assert.Equal(expected.Select(layer => layer.Item3), layers.Select(layer => layer.Parameters));
    }
}
