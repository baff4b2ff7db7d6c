using Saddle.Data;
using Saddle.Layers;
using Saddle.Networks;

namespace Saddle.Tests.Torch;

public sealed class MixedPrecisionTests
{
    private static readonly Dictionary<string, (Func<Tensor, Tensor> Compute, ScalarType Type)> s_operators = new()
    {
        ["convolution"] = (x => torch.conv2d(x, torch.ones([2, 3, 3, 3]), torch.ones([2]), [1, 1], [1, 1]), ScalarType.BFloat16),
        ["transposed"] = (
            x => torch.conv_transpose2d(x, torch.ones([3, 2, 4, 4]), [2, 2], [1, 1], [0, 0]), ScalarType.BFloat16),
        ["linear"] = (x => torch.linear(x.flatten(1), torch.ones([2, 48]), torch.ones([2])), ScalarType.BFloat16),
        ["product"] = (x => x.matmul(torch.ones([4, 2])), ScalarType.BFloat16),
        ["after a product"] = (x => x.matmul(torch.ones([4, 2])).relu() * 2, ScalarType.BFloat16),
        ["mean of a product"] = (x => x.matmul(torch.ones([4, 2])).mean(), ScalarType.Float32),
        ["softmax of a product"] = (x => x.matmul(torch.ones([4, 2])).softmax(-1), ScalarType.Float32),
        ["tanh of a product"] = (x => x.matmul(torch.ones([4, 2])).tanh(), ScalarType.Float32),
        ["a product and its input"] = (x => x.matmul(torch.ones([4, 4])) + x, ScalarType.Float32),
        ["no product"] = (x => x.leaky_relu() * 3, ScalarType.Float32),
    };

    public static TheoryData<string> Names => [.. s_operators.Keys];

    [Theory, MemberData(nameof(Names))]
    public void An_operator_computes_in_what_suits_it_and_its_gradient_is_its_inputs(string name)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        (Func<Tensor, Tensor> compute, ScalarType type) = s_operators[name];
        Tensor input = torch.rand([2, 3, 4, 4]).requires_grad_();
        using MixedPrecision mode = torch.mixed_precision();
        Tensor result = compute(input);
        Assert.Equal(type, result.dtype);
        result.sum().backward();
        Assert.Equal(ScalarType.Float32, input.grad!.dtype);
    }

    [Fact]
    public void It_counts_until_it_is_disposed_and_on_its_thread_alone()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor left = torch.ones([2, 2]);
        using (torch.mixed_precision())
        {
            using (torch.mixed_precision())
            {
                Assert.Equal(ScalarType.BFloat16, left.matmul(left).dtype);
            }
            Assert.Equal(ScalarType.BFloat16, left.matmul(left).dtype);
            ScalarType elsewhere = default;
            var other = new Thread(() =>
            {
                using DisposeScope own = torch.NewDisposeScope();
                elsewhere = left.matmul(left).dtype;
            });
            other.Start();
            other.Join();
            Assert.Equal(ScalarType.Float32, elsewhere);
        }
        Assert.Equal(ScalarType.Float32, left.matmul(left).dtype);
    }

    [Fact]
    public void Logits_samples_and_statistics_of_normalisation_are_float32()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        var network = new Dcgan { Size = 16, Channels = 1, Latent = 8, GeneratorWidth = 4, DiscriminatorWidth = 4 };
        var shape = new SampleShape(1, 16, 16);
        using Generator generator = network.CreateGenerator(shape);
        using Discriminator discriminator = network.CreateDiscriminator(shape);
        using MixedPrecision mode = torch.mixed_precision();
        Tensor samples = generator.Forward(generator.Latents(4));
        DiscriminatorOutput output = discriminator.ForwardWithFeatures(samples);
        Assert.Equal(ScalarType.Float32, samples.dtype);
        Assert.Equal(ScalarType.Float32, output.Logits.dtype);
        Assert.Equal(ScalarType.BFloat16, output.Features.dtype);
        Assert.All(generator.NamedTensors(), tensor => Assert.NotEqual(ScalarType.BFloat16, tensor.Value.dtype));
    }

    [Fact]
    public void What_keeps_a_weight_in_bounds_is_float32()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        torch.manual_seed(1);
        using var layer = new Linear(32, 32);
        layer.NormalizeSpectrally();
        Tensor identity = torch.ones([32]).diag_embed();
        float[] plain = layer.Forward(identity).ToArray<float>();
        using MixedPrecision mode = torch.mixed_precision();
        float[] mixed = layer.Forward(identity).ToArray<float>();
        // Rounding of the factors alone, which bfloat16 has 8 bits of; not of 32 terms' sums.
        Assert.All(plain.Zip(mixed), pair => Assert.Equal(pair.First, pair.Second, 0.01 * Math.Abs(pair.First) + 1e-3));
    }
}
