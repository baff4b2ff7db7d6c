using Saddle.Tests.Support;

namespace Saddle.Tests.Layers;

public sealed class WinogradTests
{
    // Where native/winograd.cpp is used: every kernel and stride, sides that fill their tiles and sides that do not, every
    // padding, channels beyond multiples of the vectors' length, both layouts.
    public static TheoryData<int, int, int, long[], long, long> Geometries => new()
    {
        { 3, 1, 1, [8, 8], 64, 32 },
        { 3, 1, 0, [7, 10], 68, 36 },
        { 3, 1, 2, [5, 4], 64, 32 },
        { 3, 2, 1, [12, 12], 16, 32 },
        { 3, 2, 0, [9, 14], 20, 36 },
        { 4, 2, 1, [8, 8], 16, 64 },
        { 4, 2, 1, [10, 14], 36, 32 },
        { 4, 2, 2, [9, 7], 16, 32 },
        { 5, 2, 2, [12, 12], 16, 32 },
        { 5, 2, 1, [13, 9], 20, 44 },
    };

    // Against the same sums in float64: float32 rounds each of at most 25 * 68 products and their sums, and as many again at each
    // derivative.
    private const double Tolerance = 1e-5;

    [Theory, MemberData(nameof(Geometries))]
    public void Convolutions_are_those_of_libtorch_with_first_and_second_derivatives(
        int kernel, int stride, int padding, long[] side, long inputs, long outputs)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using var generator = new RandomGenerator(1);
        Tensor images = torch.randn([3, inputs, .. side], generator), weight = Weight(generator, outputs, inputs, kernel);
        long[] strides = [stride, stride], paddings = [padding, padding];
        AssertSame(
            images, weight, (one, other) => torch.conv2d(one, other, null, strides, paddings),
            (one, other) => torch.conv2d_plain(one, other, null, strides, paddings));
    }

    [Theory, MemberData(nameof(Geometries))]
    public void Transposed_convolutions_are_those_of_libtorch_with_first_and_second_derivatives(
        int kernel, int stride, int padding, long[] side, long inputs, long outputs)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using var generator = new RandomGenerator(1);
        Tensor images = torch.randn([3, outputs, .. side], generator), weight = Weight(generator, outputs, inputs, kernel);
        long[] strides = [stride, stride], paddings = [padding, padding], more = [stride - 1, 0];
        AssertSame(
            images, weight, (one, other) => torch.conv_transpose2d(one, other, strides, paddings, more),
            (one, other) => torch.conv_transpose2d_plain(one, other, null, strides, paddings, more));
    }

    [Fact]
    public void Images_that_take_several_blocks_are_right_at_their_seams()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using var generator = new RandomGenerator(1);
        Tensor images = torch.randn([2, 64, 90, 90], generator), weight = Weight(generator, 64, 64, 3);
        AssertSame(
            images, weight, (one, other) => torch.conv2d(one, other, null, [1, 1], [1, 1]),
            (one, other) => torch.conv2d_plain(one, other, null, [1, 1], [1, 1]));
    }

    [Fact]
    public void A_bias_is_added_and_learns()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using var generator = new RandomGenerator(1);
        Tensor images = torch.randn([2, 64, 6, 6], generator),
            weight = Weight(generator, 32, 64, 3),
            bias = torch.randn([32], generator);
        Tensor[] found = [.. new[] { bias, bias.to(ScalarType.Float64) }.SelectMany(start =>
        {
            Tensor leaf = start.detach().clone().requires_grad_();
            Tensor output = leaf.dtype == ScalarType.Float32
                ? torch.conv2d(images, weight, leaf, [1, 1], [1, 1])
                : torch.conv2d_plain(images.to(leaf.dtype), weight.to(leaf.dtype), leaf, [1, 1], [1, 1]);
            return new[] { output.detach(), torch.grad([output.square().sum()], [leaf])[0]! };
        })];
        Close.EqualInSinglePrecision(found[2], found[0], "the output");
        Close.EqualInSinglePrecision(found[3], found[1], "the bias's gradient");
    }

    [Fact]
    public void Results_do_not_depend_on_the_number_of_threads()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using var generator = new RandomGenerator(1);
        Tensor images = torch.randn([6, 64, 32, 32], generator).requires_grad_(),
            weight = Weight(generator, 128, 64, 4).requires_grad_();
        int before = torch.get_num_threads();
        try
        {
            Tensor[] alone = Results(1);
            for (int threads = 2; threads <= 3; threads++)
            {
                foreach ((Tensor one, Tensor several) in alone.Zip(Results(threads)))
                {
                    Close.Same(one, several);
                }
            }
        }
        finally
        {
            torch.set_num_threads(before);
        }

        Tensor[] Results(int threads)
        {
            torch.set_num_threads(threads);
            Tensor output = torch.conv2d(images, weight, null, [2, 2], [1, 1]);
            return [output.detach(), .. torch.grad([output], [images, weight], [output.detach()]).Select(gradient => gradient!)];
        }
    }

    [Fact]
    public void Images_of_none_and_of_fewer_pixels_than_the_kernel_go_the_plain_way()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor weight = torch.ones([32, 64, 3, 3]);
        Assert.Equal([0, 32, 8, 8], torch.conv2d(torch.zeros([0, 64, 8, 8]), weight, null, [1, 1], [1, 1]).shape.ToArray());
        Assert.Equal(9 * 64, torch.conv2d(torch.ones([1, 64, 3, 3]), weight, null, [1, 1], [0, 0]).max().item());
        Assert.Throws<TorchException>(() => torch.conv2d(torch.zeros([1, 64, 2, 2]), weight, null, [1, 1], [0, 0]));
    }

    // Scaled like first weights, so that values stay about 1.
    private static Tensor Weight(RandomGenerator generator, long outputs, long inputs, long kernel)
        => torch.randn([outputs, inputs, kernel, kernel], generator) / Math.Sqrt(inputs * kernel * kernel);

    private static void AssertSame(
        Tensor images, Tensor weight, Func<Tensor, Tensor, Tensor> fast, Func<Tensor, Tensor, Tensor> plain)
    {
        foreach (MemoryFormat format in new[] { MemoryFormat.Contiguous, MemoryFormat.ChannelsLast })
        {
            using DisposeScope scope = torch.NewDisposeScope();
            Tensor[] ours = [.. Leaves(format, ScalarType.Float32)],
                exact = [.. Leaves(MemoryFormat.Contiguous, ScalarType.Float64)];
            Tensor output = fast(ours[0], ours[1]);
            Assert.True(output.Has(MemoryFormat.ChannelsLast));
            // The plain sums in float32 round otherwise: where every bit is the same, nothing was compared.
            Assert.NotEqual(plain(ours[0], ours[1]).detach().ToArray<float>(), output.detach().ToArray<float>());
            foreach ((Tensor mine, Tensor theirs, string what) in Derivatives.Of(output, ours).Zip(
                Derivatives.Of(plain(exact[0], exact[1]), exact), (a, b) => (a.Value, b.Value, a.What)))
            {
                Close.Equal(theirs, mine, 0, Tolerance * Math.Max(1, theirs.abs().max().item()), what);
            }
        }

        IEnumerable<Tensor> Leaves(MemoryFormat format, ScalarType type)
        {
            using var generator = new RandomGenerator(2);
            Tensor cotangent = torch.randn(fast(images, weight).shape.ToArray(), generator);
            return [
                .. new[] { images, weight, cotangent }.Select(
                    tensor => tensor.to(type).contiguous(format).detach().requires_grad_()),
            ];
        }
    }
}
