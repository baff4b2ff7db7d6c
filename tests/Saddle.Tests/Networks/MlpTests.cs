using Saddle.Data;
using Saddle.Layers;
using Saddle.Networks;
using Saddle.Torch;
using Xunit;

namespace Saddle.Tests.Networks;

public sealed class MlpTests
{
    [Fact]
    public void Points_come_from_dense_layers_without_a_bound()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        var network = new Mlp { Latent = 3, GeneratorWidth = 8, DiscriminatorWidth = 6, HiddenLayers = 2 };
        SampleShape shape = network.ShapeFor(new SampleShape(2));
        using Generator generator = network.CreateGenerator(shape);
        using Discriminator discriminator = network.CreateDiscriminator(shape);
        Assert.Equal(
            ["Linear 3 to 8", "ReLU", "Linear 8 to 8", "ReLU", "Linear 8 to 2"],
            LayerSummary.Of(() => generator.Forward(generator.Latents(2))).Select(layer => layer.Description));
        Assert.Equal(
            ["Flatten", "Linear 2 to 6", "LeakyReLU 0.2", "Linear 6 to 6", "LeakyReLU 0.2", "Linear 6 to 1"],
            LayerSummary.Of(() => discriminator.Forward(torch.zeros([2, 2]))).Select(layer => layer.Description));
        Assert.Equal((3 * 8) + 8 + (8 * 8) + 8 + (8 * 2) + 2, generator.ParameterCount);
        Assert.Equal((2 * 6) + 6 + (6 * 6) + 6 + 6 + 1, discriminator.ParameterCount);
        Tensor samples = generator.Forward(generator.Latents(64) * 1000);
        Assert.Equal([64L, 2L], samples.shape.ToArray());
        Assert.True(samples.abs().max().item() > 1);
        Assert.Equal([64L], discriminator.Forward(samples).shape.ToArray());
    }

    // arXiv:1712.04086's official code: no biases before normalisation, five pieces a maxout unit, weights from N(0, 0.02).
    [Fact]
    public void PacGANs_networks_can_be_built()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        torch.manual_seed(1);
        var network = new Mlp
        {
            Latent = 2, GeneratorWidth = 400, HiddenLayers = 4, GeneratorNormalization = Normalization.Batch,
            DiscriminatorWidth = 200, DiscriminatorLayers = 3, MaxoutPieces = 5, InitialDeviation = 0.02,
        };
        using Generator generator = network.CreateGenerator(new SampleShape(2));
        using Discriminator discriminator = network.CreateDiscriminator(new SampleShape(4));
        Assert.Equal(2 * 400 + 3 * 400 * 400 + 4 * 2 * 400 + 400 * 2 + 2, generator.ParameterCount);
        Assert.Equal((4 + 1) * 1000 + 2 * (200 + 1) * 1000 + 201, discriminator.ParameterCount);
        double[] weights = discriminator.NamedParameters().ElementAt(2).Parameter.Value.ToArray<double>();
        Assert.Equal(200_000, weights.Length);
        Assert.InRange(Math.Sqrt(weights.Average(weight => weight * weight)), 0.0198, 0.0202);
        Assert.Equal(
            ["Flatten", "Linear 4 to 1000", "Maxout 5 pieces", "Linear 200 to 1000", "Maxout 5 pieces", "Linear 200 to 1000",
                "Maxout 5 pieces", "Linear 200 to 1"],
            LayerSummary.Of(() => discriminator.Forward(torch.zeros([2, 4]))).Select(layer => layer.Description));
    }

    [Fact]
    public void Images_end_in_tanh_and_have_the_datas_shape()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        var network = new Mlp { Latent = 4, GeneratorWidth = 8, DiscriminatorWidth = 8, HiddenLayers = 1 };
        SampleShape shape = network.ShapeFor(new SampleShape(3, 6, 5));
        using Generator generator = network.CreateGenerator(shape);
        using Discriminator discriminator = network.CreateDiscriminator(shape);
        Assert.Equal(
            ["Linear 4 to 8", "ReLU", "Linear 8 to 90", "Tanh", "Reshape to [3, 6, 5]"],
            LayerSummary.Of(() => generator.Forward(generator.Latents(2))).Select(layer => layer.Description));
        Tensor samples = generator.Forward(generator.Latents(7) * 1000);
        Assert.Equal([7L, 3L, 6L, 5L], samples.shape.ToArray());
        Assert.InRange(samples.abs().max().item(), 1e-6, 1);
        Assert.Equal([7L], discriminator.Forward(samples).shape.ToArray());
    }

    [Fact]
    public void Settings_out_of_range_are_refused()
    {
        Assert.Equal(
            "mlp: hidden_layers must be a whole number from 1 to 16, but is 0.",
            Assert.Throws<InputException>(new Mlp { HiddenLayers = 0 }.ThrowIfInvalid).Message);
        Assert.Equal(
            "network mlp: latent must be a whole number from 1 to 4096, but is -1.",
            Assert.Throws<InputException>(() => Network.All.Create("mlp", ("latent", -1))).Message);
    }
}
