using Saddle.Data;
using Saddle.Layers;
using Saddle.Networks;
using Saddle.Torch;

namespace Saddle.Densities;

/// <summary>
/// Flows of affine couplings (arXiv:1605.08803). For points, couplings that change every other coordinate in turn. For images,
/// couplings of checkerboards at full size, then of halves of the channels at half and at a quarter of the size; nothing is
/// factored out between.
/// </summary>
public static class RealNvp
{
    private const int ImageScales = 3;

    /// <summary>What an image's side must be a multiple of.</summary>
    internal const int SideMultiple = 1 << (ImageScales - 1);

    /// <summary>Builds a flow that is the identity (for images after <see cref="PixelLogit"/>) until it is trained.</summary>
    /// <param name="shape">The shape of a sample; an image's sides are multiples of 4.</param>
    /// <param name="couplings">Couplings at each scale; points have one scale, images three.</param>
    /// <param name="width">The features, or channels, of each coupling's hidden layers.</param>
    /// <param name="hiddenLayers">The hidden layers of each coupling: dense for points, 3x3 convolutions for images.</param>
    public static FlowGenerator Create(SampleShape shape, int couplings, int width, int hiddenLayers)
    {
        ArgumentNullException.ThrowIfNull(shape);
        using DisposeScope scope = torch.NewDisposeScope();
        return new FlowGenerator(
            shape.IsImage ? Images(shape, couplings, width, hiddenLayers) : Points(shape, couplings, width, hiddenLayers), shape);
    }

    private static IEnumerable<Bijection> Points(SampleShape shape, int couplings, int width, int hiddenLayers)
    {
        for (int k = 0; k < couplings; k++)
        {
            yield return new AffineCoupling(
                Mask([1, shape.Elements], place => (place[1] + k) % 2 == 0),
                Network(hiddenLayers, shape.Elements, width, (inputs, outputs) => new Linear(inputs, outputs)));
        }
    }

    private static IEnumerable<Bijection> Images(SampleShape shape, int couplings, int width, int hiddenLayers)
    {
        yield return new PixelLogit();
        long channels = shape.Channels;
        for (int scale = 0; scale < ImageScales; scale++)
        {
            for (int k = 0; k < couplings; k++)
            {
                Tensor mask = scale == 0
                    ? Mask([1, 1, shape.Height, shape.Width], place => (place[2] + place[3] + k) % 2 == 0)
                    : Mask([1, channels, 1, 1], place => place[1] < channels / 2 == (k % 2 == 0));
                yield return new AffineCoupling(
                    mask,
                    Network(hiddenLayers, channels, width, (inputs, outputs) => new Conv2d(inputs, outputs, 3, padding: 1)));
            }
            if (scale < ImageScales - 1)
            {
                yield return new SpaceToDepth();
                channels *= 4;
            }
        }
    }

    // Twice as many numbers come out as go in; the last layer starts at zero.
    private static Sequential Network(int hiddenLayers, long inputs, long width, Func<long, long, Layer> layer)
    {
        var layers = new List<Layer>();
        long before = inputs;
        for (int k = 0; k < hiddenLayers; k++)
        {
            layers.AddRange([layer(before, width), new ReLU()]);
            before = width;
        }
        Layer last = layer(before, 2 * inputs);
        Initialization.KaimingNormal(last, gain: 0);
        return new Sequential([.. layers, last]);
    }

    // 1 where the coupling keeps what it is given.
    private static Tensor Mask(long[] shape, Func<long[], bool> keeps)
    {
        var values = new float[shape.Aggregate(1L, (product, size) => product * size)];
        var place = new long[shape.Length];
        for (int k = 0; k < values.Length; k++)
        {
            long rest = k;
            for (int dimension = shape.Length - 1; dimension >= 0; dimension--)
            {
                (rest, place[dimension]) = Math.DivRem(rest, shape[dimension]);
            }
            values[k] = keeps(place) ? 1 : 0;
        }
        return torch.tensor(values, shape);
    }
}
