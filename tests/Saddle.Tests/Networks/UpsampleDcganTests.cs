using Saddle.Data;
using Saddle.Layers;
using Saddle.Networks;
using Saddle.Tests.Support;

namespace Saddle.Tests.Networks;

public sealed class UpsampleDcganTests
{
    [Fact]
    public void At_32x32_the_layers_are_those_of_PyTorch_GAN()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        var network = new UpsampleDcgan();
        SampleShape shape = network.ShapeFor(new SampleShape(1, 28, 28));
        Assert.Equal(new SampleShape(1, 32, 32), shape);
        using Generator generator = network.CreateGenerator(shape);
        using Discriminator discriminator = network.CreateDiscriminator(shape);
        Assert.Equal(
            [
                "Linear 100 to 8192", "Reshape to [128, 8, 8]", "BatchNorm2d 128",
                "UpsampleConv2d 128 to 128, 2x, 3x3", "BatchNorm2d 128", "LeakyReLU 0.2",
                "UpsampleConv2d 128 to 64, 2x, 3x3", "BatchNorm2d 64", "LeakyReLU 0.2",
                "Conv2d 64 to 1, 3x3, stride 1, padding 1", "Tanh",
            ],
            LayerSummary.Of(() => generator.Forward(generator.Latents(2))).Select(layer => layer.Description));
        Assert.Equal(
            [
                "Conv2d 1 to 16, 3x3, stride 2, padding 1", "LeakyReLU 0.2", "Dropout2d 0.25",
                "Conv2d 16 to 32, 3x3, stride 2, padding 1", "LeakyReLU 0.2", "Dropout2d 0.25", "BatchNorm2d 32",
                "Conv2d 32 to 64, 3x3, stride 2, padding 1", "LeakyReLU 0.2", "Dropout2d 0.25", "BatchNorm2d 64",
                "Conv2d 64 to 128, 3x3, stride 2, padding 1", "LeakyReLU 0.2", "Dropout2d 0.25", "BatchNorm2d 128",
                "Flatten", "Linear 512 to 1",
            ],
            LayerSummary.Of(() => discriminator.Forward(torch.zeros([2, 1, 32, 32]))).Select(layer => layer.Description));
        // Counted by PyTorch for the same layers.
        Assert.Equal((1_049_985L, 98_113L), (generator.ParameterCount, discriminator.ParameterCount));
    }

    [Theory, InlineData(16, 1), InlineData(32, 3), InlineData(64, 3), InlineData(128, 1)]
    public void Every_size_is_made_and_judged(int size, int channels)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        var network = new UpsampleDcgan
        {
            Size = size, Channels = channels, Latent = 6, GeneratorWidth = 4, DiscriminatorWidth = 2,
        };
        var shape = new SampleShape(channels, size, size);
        using Generator generator = network.CreateGenerator(shape);
        using Discriminator discriminator = network.CreateDiscriminator(shape);
        Tensor samples = generator.Forward(generator.Latents(3));
        Assert.Equal([3, channels, size, size], samples.shape.ToArray());
        Assert.InRange(samples.abs().max().item(), 1e-6, 1);
        Assert.Equal([3L], discriminator.Forward(samples).shape.ToArray());
    }

    [Fact]
    public void The_epsilon_is_that_of_all_normalised_layers_but_the_first()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        // With an epsilon far above every variance, a layer passes on next to nothing but its shift.
        using Generator generator = new UpsampleDcgan { Size = 16, Channels = 1, Latent = 6, GeneratorWidth = 4, Epsilon = 10 }
            .CreateGenerator(new SampleShape(1, 16, 16));
        List<(string Layer, double Power)> norms = [];
        Layer.Observe(
            (layer, _, output) =>
            {
                if (layer is BatchNorm2d)
                {
                    norms.Add((layer.Description, output.square().mean().item()));
                }
            },
            () => generator.Forward(generator.Latents(16)));
        Assert.InRange(norms[0].Power, 0.9, 1.1);
        Assert.All(norms.Skip(1), norm => Assert.InRange(norm.Power, 0, 0.1));
    }

    [Theory]
    [InlineData(MinibatchFeature.None)]
    [InlineData(MinibatchFeature.Deviation)]
    [InlineData(MinibatchFeature.Discrimination)]
    public void Without_normalisation_a_gradient_penalty_reaches_every_weight(MinibatchFeature minibatch)
    {
        var network = new UpsampleDcgan
        {
            Size = 16, Channels = 1, Latent = 6, GeneratorWidth = 4, DiscriminatorWidth = 4, Dropout = 0,
            DiscriminatorNormalization = Normalization.None, Minibatch = minibatch,
        };
        using Discriminator discriminator = network.CreateDiscriminator(new SampleShape(1, 16, 16));
        Assert.DoesNotContain(discriminator.Modules(), module => module is BatchNorm);
        SecondDerivatives.Check(discriminator);
    }

    [Theory]
    [InlineData(48, "dcgan-upsample: size must be 16, 32, 64 or 128, but is 48.")]
    [InlineData(8, "dcgan-upsample: size must be a whole number from 16 to 128, but is 8.")]
    public void Other_sizes_are_refused(int size, string message)
        => Assert.Equal(message, Assert.Throws<InputException>(new UpsampleDcgan { Size = size }.ThrowIfInvalid).Message);
}
