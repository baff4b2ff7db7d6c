using Saddle.Data;
using Saddle.Layers;
using Saddle.Networks;
using Saddle.Optimizers;
using Saddle.Penalties;
using Saddle.Tests.Support;
using Saddle.Torch.Engines;
using Saddle.Torch.Interop;

namespace Saddle.Tests.Penalties;

public sealed class ConstraintTests
{
    [Fact]
    public void Clipping_cuts_every_parameter_to_the_box()
    {
        using Discriminator discriminator = new Mlp { DiscriminatorWidth = 8, HiddenLayers = 1 }
            .CreateDiscriminator(new SampleShape(2));
        using var parameters = new ParameterVector(discriminator);
        new WeightClipping { Bound = 0.01 }.AfterUpdate(parameters);
        using DisposeScope scope = torch.NewDisposeScope();
        float[] values = parameters.Values.ToArray<float>();
        Assert.All(values, value => Assert.InRange(value, -0.01f, 0.01f));
        Assert.Contains(0.01f, values);
        Assert.Contains(-0.01f, values);
    }

    [Fact]
    public void The_estimate_of_the_largest_singular_value_becomes_the_exact_one()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        torch.manual_seed(1);
        foreach (long[] shape in new long[][] { [7, 5], [3, 9], [6, 4, 3, 3] })
        {
            Tensor weight = torch.randn(shape, dtype: ScalarType.Float64);
            var norm = new SpectralNorm(weight.to(ScalarType.Float32));
            norm.To(ScalarType.Float64);
            // Power iteration gains the squared ratio of the first two singular values each time; 400 are enough for these.
            for (int use = 0; use < 400; use++)
            {
                using DisposeScope inner = torch.NewDisposeScope();
                norm.Apply(weight);
            }
            double exact = Operator.Call("linalg_svdvals", weight.reshape(shape[0], -1)).max().item();
            Close.Equal(exact, norm.LargestSingularValue(weight).item(), 1e-8, 0);
            Tensor normalized = norm.Apply(weight).reshape(shape[0], -1);
            Close.Equal(1, Operator.Call("linalg_svdvals", normalized).max().item(), 1e-8, 0);
        }
    }

    [Fact]
    public void In_evaluation_the_estimate_stays_and_its_vectors_are_buffers()
    {
        using var layer = new Linear(4, 3);
        layer.NormalizeSpectrally();
        Assert.Equal(
            ["weight", "bias", "spectral_norm.left", "spectral_norm.right"], layer.NamedTensors().Select(tensor => tensor.Path));
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor input = torch.randn([2, 4]);
        layer.Train(false);
        float[] before = layer.NamedBuffers().First().Value.ToArray<float>();
        float[] first = layer.Forward(input).ToArray<float>();
        Assert.Equal(first, layer.Forward(input).ToArray<float>());
        Assert.Equal(before, layer.NamedBuffers().First().Value.ToArray<float>());
        layer.Train();
        using (torch.no_grad())
        {
            layer.NamedParameters().First().Parameter.Value.uniform_(-1, 1);
        }
        layer.Forward(input);
        Assert.NotEqual(before, layer.NamedBuffers().First().Value.ToArray<float>());
    }

    [Fact]
    public void The_gradient_of_a_normalised_weight_is_that_of_the_quotient()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        torch.manual_seed(2);
        Tensor weight = torch.randn([4, 3], dtype: ScalarType.Float64).requires_grad_();
        var norm = new SpectralNorm(weight.detach().to(ScalarType.Float32));
        norm.To(ScalarType.Float64);
        norm.Train(false);
        Tensor cotangent = torch.randn([4, 3], dtype: ScalarType.Float64);
        Tensor gradient = torch.grad([(norm.Apply(weight) * cotangent).sum()], [weight])[0]!;
        // With u and v held: d(W / s) = dW / s - W <u v^T, dW> / s^2.
        Tensor left = norm.NamedBuffers().First().Value, right = norm.NamedBuffers().Last().Value;
        double sigma = norm.LargestSingularValue(weight).item();
        Tensor outer = left.unsqueeze(1).matmul(right.unsqueeze(0));
        Tensor expected = cotangent / sigma - outer * ((weight.detach() * cotangent).sum().item() / (sigma * sigma));
        Close.Equal(expected, gradient, 1e-12, 1e-13);
    }

    [Fact]
    public void Every_layer_of_a_discriminator_is_normalised()
    {
        using Discriminator discriminator = new Dcgan { Size = 16, DiscriminatorWidth = 4 }
            .CreateDiscriminator(new SampleShape(1, 16, 16));
        new SpectralNormalization { Enabled = true }.Prepare(discriminator);
        int layers = discriminator.Modules().OfType<WeightedLayer>().Count();
        Assert.Equal(3, layers);
        Assert.Equal(layers, discriminator.Modules().OfType<SpectralNorm>().Count());
        Assert.False(new SpectralNormalization { Enabled = false }.IsOn);
    }
}
