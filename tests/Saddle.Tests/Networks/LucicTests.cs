using Saddle.Data;
using Saddle.Layers;
using Saddle.Networks;
using Saddle.Tests.Support;

namespace Saddle.Tests.Networks;

public sealed class LucicTests
{
    [Fact]
    public void At_28x28_in_grey_there_are_as_many_parameters_as_in_the_paper()
    {
        var network = new Lucic();
        SampleShape shape = network.ShapeFor(new SampleShape(1, 28, 28));
        using Generator generator = network.CreateGenerator(shape);
        using Discriminator discriminator = network.CreateDiscriminator(shape);
        // Products of a layer that is normalised have no constant of their own, and each channel or feature a gain and a shift.
        Assert.Equal(
            (64 * 1024) + 2 * 1024
            + (1024 * 6272) + 2 * 6272
            + (128 * 64 * 16) + 2 * 64
            + (64 * 16) + 1,
            generator.ParameterCount);
        Assert.Equal(
            (64 * 16) + 64
            + (64 * 128 * 16) + 2 * 128
            + (6272 * 1024) + 2 * 1024
            + 1024 + 1,
            discriminator.ParameterCount);
    }

    [Fact]
    public void The_layers_are_the_papers()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        var network = new Lucic { Size = 28, Channels = 1, Latent = 5, GeneratorWidth = 2, DiscriminatorWidth = 3, Features = 7 };
        using Generator generator = network.CreateGenerator(new SampleShape(1, 28, 28));
        using Discriminator discriminator = network.CreateDiscriminator(new SampleShape(1, 28, 28));
        Assert.Equal(
            [
                "Linear 5 to 7", "BatchNorm1d 7", "ReLU", "Linear 7 to 196", "BatchNorm1d 196", "ReLU", "Reshape to [4, 7, 7]",
                "ConvTranspose2d 4 to 2, 4x4, stride 2, padding 1", "BatchNorm2d 2", "ReLU",
                "ConvTranspose2d 2 to 1, 4x4, stride 2, padding 1", "Tanh",
            ],
            LayerSummary.Of(() => generator.Forward(generator.Latents(2))).Select(layer => layer.Description));
        Assert.Equal(
            [
                "Conv2d 1 to 3, 4x4, stride 2, padding 1", "LeakyReLU 0.2",
                "Conv2d 3 to 6, 4x4, stride 2, padding 1", "BatchNorm2d 6", "LeakyReLU 0.2", "Flatten",
                "Linear 294 to 7", "BatchNorm1d 7", "LeakyReLU 0.2", "Linear 7 to 1",
            ],
            LayerSummary.Of(() => discriminator.Forward(torch.zeros([2, 1, 28, 28]))).Select(layer => layer.Description));
    }

    [Theory]
    [InlineData(8, 1)]
    [InlineData(28, 3)]
    [InlineData(32, 1)]
    [InlineData(64, 3)]
    public void Samples_lie_in_the_unit_range_and_logits_are_one_a_sample(int size, int channels)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        var network = new Lucic
        {
            Size = size, Channels = channels, Latent = 5, LatentDistribution = LatentDistribution.Normal, GeneratorWidth = 2,
            DiscriminatorWidth = 2, Features = 7,
        };
        var shape = new SampleShape(channels, size, size);
        Assert.Equal(shape, network.ShapeFor(new SampleShape(channels, 100, 80)));
        using Generator generator = network.CreateGenerator(shape);
        using Discriminator discriminator = network.CreateDiscriminator(shape);
        Tensor samples = generator.Forward(generator.Latents(3) * 100);
        Assert.Equal([3, channels, size, size], samples.shape.ToArray());
        Assert.InRange(samples.abs().max().item(), 1e-6, 1);
        Assert.Equal([3L], discriminator.Forward(samples).shape.ToArray());
    }

    [Theory]
    [InlineData(MinibatchFeature.None)]
    [InlineData(MinibatchFeature.Deviation)]
    [InlineData(MinibatchFeature.Discrimination)]
    public void Without_normalisation_a_gradient_penalty_reaches_every_weight(MinibatchFeature minibatch)
    {
        var network = new Lucic
        {
            Size = 8, Channels = 1, Latent = 5, LatentDistribution = LatentDistribution.Uniform, GeneratorWidth = 2,
            DiscriminatorWidth = 2, Features = 7, DiscriminatorNormalization = Normalization.None, Minibatch = minibatch,
        };
        using Discriminator discriminator = network.CreateDiscriminator(new SampleShape(1, 8, 8));
        Assert.DoesNotContain(discriminator.Modules(), module => module is BatchNorm);
        SecondDerivatives.Check(discriminator);
    }

    [Theory]
    [InlineData(30, "lucic: size must be a multiple of 4 from 8 to 64, but is 30.")]
    [InlineData(128, "lucic: size must be a whole number from 8 to 64, but is 128.")]
    public void A_size_that_cannot_be_halved_twice_is_refused(int size, string message)
        => Assert.Equal(message, Assert.Throws<InputException>(new Lucic { Size = size }.ThrowIfInvalid).Message);
}
