using Saddle.Layers;
using Saddle.Torch;

namespace Saddle.Evaluation.Features;

/// <summary>
/// A residual network of 18 layers (arXiv:1512.03385, table 1) up to the mean over pixels, as CNTK trained it on ImageNet: with
/// one block more in the last stage, and where a layer halves, the one more zero is at the left and at the top. Normalisations
/// are part of the convolutions. Its parameters are a file's.
/// </summary>
internal sealed class ResNet18 : Module
{
    /// <summary>The side of the images that it was trained on.</summary>
    internal const int Side = 224;

    /// <summary>How many features it makes of an image.</summary>
    internal const int FeatureCount = 512;

    private static readonly (long Width, int Blocks)[] s_stages = [(64, 2), (128, 2), (256, 2), (512, 3)];

    private const string MeanName = "mean";

    private readonly Conv2d _stem;
    private readonly List<Block> _blocks = [];

    /// <summary>Creates the network, initialised from the default random number generator.</summary>
    internal ResNet18()
    {
        AddBuffer(MeanName, torch.zeros([1, 3, Side, Side]));
        long inputs = s_stages[0].Width;
        _stem = AddChild("stem", new Conv2d(3, inputs, 7, 2));
        foreach ((int number, (long width, int blocks)) in s_stages.Index())
        {
            for (int block = 0; block < blocks; block++)
            {
                _blocks.Add(AddChild($"stage{number}.block{block}", new Block(inputs, width)));
                inputs = width;
            }
        }
    }

    /// <summary>The mean of the images that it learnt from, <c>[1, 3, 224, 224]</c>.</summary>
    internal Tensor Mean => Buffer(MeanName);

    /// <summary>Its convolutions, in the order in which its file has them.</summary>
    internal IEnumerable<Conv2d> Convolutions => [_stem, .. _blocks.SelectMany(block => block.Own)];

    /// <summary>The features of images: <c>[N, 512]</c>.</summary>
    /// <param name="images"><c>[N, 3, 224, 224]</c>: blue, green and red from 0 to 255.</param>
    internal Tensor Forward(Tensor images)
    {
        Tensor input = (images - Mean).contiguous(MemoryFormat.ChannelsLast);
        Tensor hidden = _stem.Forward(torch.pad(input, 3, 2, 3, 2)).relu_();
        // None is below 0, so that zeros at the edge are as good as none.
        hidden = torch.max_pool2d(torch.pad(hidden, 1, 0, 1, 0), [3, 3], [2, 2]);
        foreach (Block block in _blocks)
        {
            hidden = block.Forward(hidden);
        }
        return hidden.mean([2, 3]);
    }

    // Two convolutions beside a way around them.
    private sealed class Block : Module
    {
        private readonly Conv2d? _shortcut;
        private readonly Conv2d _first;
        private readonly Conv2d _second;

        internal Block(long inputs, long outputs)
        {
            bool halves = inputs != outputs;
            _shortcut = halves ? AddChild("shortcut", new Conv2d(inputs, outputs, 1, 2)) : null;
            _first = AddChild("first", halves ? new Conv2d(inputs, outputs, 3, 2) : new Conv2d(inputs, outputs, 3, 1, 1));
            _second = AddChild("second", new Conv2d(outputs, outputs, 3, 1, 1));
        }

        internal IEnumerable<Conv2d> Own => _shortcut is null ? [_first, _second] : [_shortcut, _first, _second];

        internal Tensor Forward(Tensor input)
        {
            Tensor padded = _shortcut is null ? input : torch.pad(input, 1, 0, 1, 0);
            Tensor hidden = _second.Forward(_first.Forward(padded).relu());
            return (hidden + (_shortcut?.Forward(input) ?? input)).relu();
        }
    }
}
