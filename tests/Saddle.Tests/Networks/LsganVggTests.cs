using Saddle.Data;
using Saddle.Layers;
using Saddle.Networks;
using Saddle.Tests.Support;

namespace Saddle.Tests.Networks;

public sealed class LsganVggTests
{
    private static readonly string[] s_plain = ["BatchNorm2d", "ReLU", "LeakyReLU", "Tanh"];

    [Fact]
    public void At_112x112_in_colour_there_are_as_many_parameters_as_in_the_paper()
    {
        var network = new LsganVgg();
        SampleShape shape = network.ShapeFor(new SampleShape(3, 256, 300));
        Assert.Equal(new SampleShape(3, 112, 112), shape);
        using Generator generator = network.CreateGenerator(shape);
        using Discriminator discriminator = network.CreateDiscriminator(shape);
        // Products of a layer that is normalised have no constant of their own, and each channel a gain and a shift.
        Assert.Equal(
            (1024 * 7 * 7 * 256) + 512
            + 4 * ((256 * 256 * 9) + 512)
            + (256 * 128 * 9) + 256
            + (128 * 64 * 9) + 128
            + (64 * 3 * 9) + 3,
            generator.ParameterCount);
        Assert.Equal(
            (3 * 64 * 25) + 64
            + (64 * 128 * 25) + 256
            + (128 * 256 * 25) + 512
            + (256 * 512 * 25) + 1024
            + (7 * 7 * 512) + 1,
            discriminator.ParameterCount);
    }

    [Fact]
    public void At_112x112_the_layers_are_the_papers()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        var network = new LsganVgg { Size = 112, Channels = 3, Latent = 6, GeneratorWidth = 2, DiscriminatorWidth = 2 };
        using Generator generator = network.CreateGenerator(new SampleShape(3, 112, 112));
        using Discriminator discriminator = network.CreateDiscriminator(new SampleShape(3, 112, 112));
        Assert.Equal(
            [
                ("Linear 6 to 392", 0), ("Reshape to [8, 7, 7]", 7),
                .. Transposed(8, 8, 2, 14), .. Transposed(8, 8, 1, 14), .. Transposed(8, 8, 2, 28), .. Transposed(8, 8, 1, 28),
                .. Transposed(8, 4, 2, 56), .. Transposed(4, 2, 2, 112),
                ("ConvTranspose2d 2 to 3, 3x3, stride 1, padding 1", 112),
            ],
            Essence(() => generator.Forward(generator.Latents(2))));
        Assert.Equal(
            [
                ("Conv2d 3 to 2, 5x5, stride 2, padding 2", 56), ("Conv2d 2 to 4, 5x5, stride 2, padding 2", 28),
                ("Conv2d 4 to 8, 5x5, stride 2, padding 2", 14), ("Conv2d 8 to 16, 5x5, stride 2, padding 2", 7),
                ("Flatten", 0), ("Linear 784 to 1", 0),
            ],
            Essence(() => discriminator.Forward(torch.zeros([2, 3, 112, 112]))));

        static (string, int)[] Transposed(int inputs, int outputs, int stride, int side)
            => [($"ConvTranspose2d {inputs} to {outputs}, 3x3, stride {stride}, padding 1", side)];
    }

    [Theory]
    [InlineData(14, 1, new[] { 4, 2 }, new[] { 2 })]
    [InlineData(28, 3, new[] { 8, 4, 2 }, new[] { 2, 4 })]
    [InlineData(56, 1, new[] { 8, 8, 8, 4, 2 }, new[] { 2, 4, 8 })]
    [InlineData(112, 3, new[] { 8, 8, 8, 8, 8, 4, 2 }, new[] { 2, 4, 8, 16 })]
    [InlineData(224, 1, new[] { 8, 8, 8, 8, 8, 8, 8, 4, 2 }, new[] { 2, 4, 8, 16, 16 })]
    public void Other_sizes_drop_or_add_stages_away_from_the_image(
        int size, int channels, int[] inGenerator, int[] inDiscriminator)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        var network = new LsganVgg { Size = size, Channels = channels, Latent = 6, GeneratorWidth = 2, DiscriminatorWidth = 2 };
        var shape = new SampleShape(channels, size, size);
        using Generator generator = network.CreateGenerator(shape);
        using Discriminator discriminator = network.CreateDiscriminator(shape);
        Assert.Equal(inGenerator.Select(width => $"BatchNorm2d {width}"), Norms(() => generator.Forward(generator.Latents(2))));
        Assert.Equal(
            inDiscriminator.Skip(1).Select(width => $"BatchNorm2d {width}"),
            Norms(() => discriminator.Forward(torch.zeros([2, .. shape.Sizes]))));
        Tensor samples = generator.Forward(generator.Latents(3) * 100);
        Assert.Equal([3, channels, size, size], samples.shape.ToArray());
        Assert.InRange(samples.abs().max().item(), 1e-6, 1);
        Assert.Equal([3L], discriminator.Forward(samples).shape.ToArray());

        static IEnumerable<string> Norms(Action work)
            => LayerSummary.Of(work).Select(layer => layer.Description)
                .Where(layer => layer.StartsWith("BatchNorm2d", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(MinibatchFeature.None)]
    [InlineData(MinibatchFeature.Deviation)]
    [InlineData(MinibatchFeature.Discrimination)]
    public void Without_normalisation_a_gradient_penalty_reaches_every_weight(MinibatchFeature minibatch)
    {
        var network = new LsganVgg
        {
            Size = 28, Channels = 1, Latent = 6, LatentDistribution = LatentDistribution.Uniform, GeneratorWidth = 2,
            DiscriminatorWidth = 2, DiscriminatorNormalization = Normalization.None, Minibatch = minibatch,
        };
        using Discriminator discriminator = network.CreateDiscriminator(new SampleShape(1, 28, 28));
        Assert.DoesNotContain(discriminator.Modules(), module => module is BatchNorm);
        SecondDerivatives.Check(discriminator);
    }

    [Theory]
    [InlineData(64, "lsgan-vgg: size must be 14, 28, 56, 112 or 224, but is 64.")]
    [InlineData(7, "lsgan-vgg: size must be a whole number from 14 to 224, but is 7.")]
    public void A_size_that_is_not_7_times_a_power_of_two_is_refused(int size, string message)
        => Assert.Equal(message, Assert.Throws<InputException>(new LsganVgg { Size = size }.ThrowIfInvalid).Message);

    // The layers but for normalisation and activations, each with the side of its images.
    private static IEnumerable<(string, int)> Essence(Action work) => LayerSummary.Of(work)
        .Where(layer => !s_plain.Contains(layer.Description.Split(' ')[0]))
        .Select(layer => (layer.Description, layer.OutputShape.Length == 3 ? (int)layer.OutputShape[1] : 0));
}
