using Saddle.Layers;
using Saddle.Tests.Support;

namespace Saddle.Tests.Layers;

public sealed class ConvTranspose2dTests
{
    private const int GeometryCount = 30;

    /// <summary>A transposed convolution's sizes, drawn at random.</summary>
    private sealed record Geometry(
        long[] Input, long[] Weight, long[] Stride, long[] Padding, long[] OutputPadding,
        bool InputChannelsLast, bool WeightChannelsLast)
    {
        internal static IEnumerable<Geometry> Draw(int count)
        {
            var random = new Random(1);
            while (count > 0)
            {
                long[] kernel = [random.Next(1, 6), random.Next(1, 6)];
                long[] stride = [random.Next(1, 4), random.Next(1, 4)];
                long[] side = [random.Next(1, 6), random.Next(1, 6)];
                long[] padding = [random.Next(0, 3), random.Next(0, 3)];
                long[] outputPadding = [random.NextInt64(stride[0]), random.NextInt64(stride[1])];
                long channels = random.Next(1, 5);
                long Result(int k) => (side[k] - 1) * stride[k] - 2 * padding[k] + kernel[k] + outputPadding[k];
                var drawn = new Geometry(
                    [random.Next(1, 4), channels, .. side], [channels, random.Next(1, 5), .. kernel],
                    stride, padding, outputPadding, random.Next(2) == 0, random.Next(2) == 0);
                if (Result(0) > 0 && Result(1) > 0)
                {
                    count--;
                    yield return drawn;
                }
            }
        }

        public override string ToString()
            => $"input {Tensor.ShapeText(Input)}{(InputChannelsLast ? " channels-last" : "")}, weight {Tensor.ShapeText(Weight)}"
                + $"{(WeightChannelsLast ? " channels-last" : "")}, stride {Tensor.ShapeText(Stride)}, "
                + $"padding {Tensor.ShapeText(Padding)}, output padding {Tensor.ShapeText(OutputPadding)}";
    }

    // Both forms add the same products in another order: at most 4 * 25 of them, and as many again at each derivative.
    private static double Tolerance(ScalarType type) => type == ScalarType.Float64 ? 1e-12 : 1e-5;

    [Theory, InlineData(ScalarType.Float32), InlineData(ScalarType.Float64)]
    public void The_fast_form_is_libtorchs_operator_with_first_and_second_derivatives(ScalarType type)
    {
        using var generator = new RandomGenerator(1);
        foreach (Geometry geometry in Geometry.Draw(GeometryCount))
        {
            using DisposeScope scope = torch.NewDisposeScope();
            Tensor input = Leaf(geometry.Input, geometry.InputChannelsLast);
            Tensor weight = Leaf(geometry.Weight, geometry.WeightChannelsLast);
            Tensor fast = torch.conv_transpose2d(input, weight, geometry.Stride, geometry.Padding, geometry.OutputPadding);
            Tensor plain = torch.conv_transpose2d_plain(
                input, weight, null, geometry.Stride, geometry.Padding, geometry.OutputPadding);
            Tensor cotangent = Leaf(plain.shape.ToArray(), channelsLast: false);
            Tensor[] leaves = [input, weight, cotangent];
            foreach ((Tensor ours, Tensor theirs, string what) in Derivatives.Of(fast, leaves).Zip(
                Derivatives.Of(plain, leaves), (a, b) => (a.Value, b.Value, a.What)))
            {
                double scale = Math.Max(1, theirs.abs().max().item());
                Close.Equal(theirs, ours, 0, Tolerance(type) * scale, $"{what} for {geometry}");
            }
        }

        Tensor Leaf(long[] shape, bool channelsLast)
        {
            Tensor drawn = torch.randn(shape, generator, type);
            return (channelsLast ? drawn.contiguous(MemoryFormat.ChannelsLast) : drawn).requires_grad_();
        }
    }

    [Fact]
    public void A_channels_last_input_gives_a_channels_last_output()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using var layer = new ConvTranspose2d(4, 3, 4, 2, 1);
        Tensor image = torch.randn([2, 4, 5, 6]).contiguous(MemoryFormat.ChannelsLast);
        Assert.True(layer.Forward(image).Has(MemoryFormat.ChannelsLast));
        using var first = new ConvTranspose2d(4, 3, 4);
        Assert.True(first.Forward(torch.randn([2, 4, 1, 1])).Has(MemoryFormat.ChannelsLast));
    }

    [Fact]
    public void Without_gradients_the_fast_form_records_none()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using var layer = new ConvTranspose2d(4, 3, 4, 2, 1);
        using GradMode mode = torch.no_grad();
        Assert.False(layer.Forward(torch.randn([2, 4, 5, 6])).requires_grad);
    }

    [Fact]
    public void Channels_that_do_not_fit_are_refused()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using var layer = new ConvTranspose2d(4, 3, 4, 2, 1);
        var error = Assert.Throws<ArgumentException>(() => layer.Forward(torch.zeros([2, 5, 6, 6])));
        Assert.Equal("ConvTranspose2d expects [N, C, H, W] with 4 channels, but received [2, 5, 6, 6].", error.Message);
        var native = Assert.Throws<TorchException>(
            () => torch.conv_transpose2d(torch.zeros([2, 5, 6, 6]), torch.zeros([4, 3, 4, 4]), [2, 2], [1, 1], [0, 0]));
        Assert.Contains("[2, 5, 6, 6] and [4, 3, 4, 4]", native.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Strides_and_paddings_that_are_not_pairs_are_refused()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor input = torch.zeros([1, 1, 2, 2]), weight = torch.zeros([1, 1, 4, 4]);
        Assert.Throws<TorchException>(() => torch.conv_transpose2d(input, weight, [2], [1, 1], [0, 0]));
        Assert.Throws<TorchException>(() => torch.conv_transpose2d(input, weight, [2, 2], [], [0, 0]));
        Assert.Throws<TorchException>(() => torch.conv_transpose2d(input, weight, [2, 2], [1, 1], [0]));
    }
}
