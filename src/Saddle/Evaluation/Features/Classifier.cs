using Saddle.Data;
using Saddle.Layers;
using Saddle.Torch;

namespace Saddle.Evaluation.Features;

/// <summary>
/// A small convolutional classifier, and the features that it decides by. Blocks of a 3x3 convolution, batch normalisation, ReLU
/// and the largest of each 2x2 pixels, with 32, 64 and then 128 channels, until no side is above 8; a dense layer with batch
/// normalisation and ReLU, whose outputs are the features; a dense layer to the classes.
/// </summary>
internal sealed class Classifier : Module
{
    internal const int FeatureCount = 128, FirstWidth = 32;

    private const int SmallestSide = 8, LargestWidth = 128;

    private readonly List<Layer> _blocks = [];
    private readonly Layer _dense;
    private readonly Layer _head;

    /// <summary>Creates a classifier, initialised from the default random number generator.</summary>
    /// <param name="shape">The shape of an image.</param>
    /// <param name="classes">K.</param>
    internal Classifier(SampleShape shape, int classes)
    {
        (long channels, long height, long width) = (shape.Channels, shape.Height, shape.Width);
        for (
            long next = FirstWidth;
            _blocks.Count == 0 || Math.Max(height, width) > SmallestSide;
            next = Math.Min(2 * next, LargestWidth))
        {
            var block = new Sequential(new Conv2d(channels, next, 3, 1, 1, bias: false), new BatchNorm2d(next), new ReLU());
            _blocks.Add(AddChild($"block{_blocks.Count}", block));
            // A side of one pixel cannot be halved.
            (channels, height, width) = (next, Math.Max(1, height / 2), Math.Max(1, width / 2));
        }
        _dense = AddChild("dense", new Sequential(
            new Flatten(), new Linear(channels * height * width, FeatureCount, bias: false), new BatchNorm1d(FeatureCount),
            new ReLU()));
        _head = AddChild("head", new Linear(FeatureCount, classes));
    }

    /// <summary>From images <c>[N, C, H, W]</c> in [-1, 1] to features <c>[N, D]</c> and logits <c>[N, K]</c>.</summary>
    internal (Tensor Features, Tensor Logits) Forward(Tensor images)
    {
        Tensor hidden = images.contiguous(MemoryFormat.ChannelsLast);
        foreach (Layer block in _blocks)
        {
            hidden = block.Forward(hidden);
            long[] window = [Math.Min(2, hidden.size(2)), Math.Min(2, hidden.size(3))];
            hidden = FixedOrder.IsFor(hidden) ? FixedOrder.MaxPool(hidden, window) : torch.max_pool2d(hidden, window);
        }
        Tensor features = _dense.Forward(hidden);
        return (features, _head.Forward(features));
    }
}
