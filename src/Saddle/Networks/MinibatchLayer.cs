using Saddle.Components;
using Saddle.Layers;

namespace Saddle.Networks;

/// <summary>What a discriminator sees of the batch as a whole, before its last layer.</summary>
internal static class MinibatchLayer
{
    internal static Setting Setting { get; } = Setting.Text(
        "minibatch", "none", "what the discriminator sees of the batch: none, deviation (arXiv:1710.10196) or discrimination (arXiv:1606.03498)",
        "none", "deviation", "discrimination");

    /// <summary>Ends the features with the chosen layer, and makes the head that fits.</summary>
    /// <param name="layers">The layers so far.</param>
    /// <param name="choice">One of the setting's choices.</param>
    /// <param name="features">The shape of the features so far, without N.</param>
    /// <param name="head">Makes the head for so many channels (or features).</param>
    internal static Layer AddTo(List<Layer> layers, string choice, long[] features, Func<long, Layer> head)
    {
        if (choice == "none")
        {
            return head(features[0]);
        }
        if (choice == "deviation")
        {
            layers.Add(new MinibatchDeviation());
            return head(features[0] + 1);
        }
        long count = features.Aggregate(1L, (product, size) => product * size);
        var discrimination = new MinibatchDiscrimination(count);
        layers.AddRange([new Flatten(), discrimination]);
        return new Linear(discrimination.OutputFeatures, 1);
    }
}
