using Saddle.Layers;

namespace Saddle.Networks;

/// <summary>The layer before a discriminator's last, which sees the batch as a whole.</summary>
internal static class MinibatchLayer
{
    /// <summary>Ends the features with the chosen layer, and makes the head that fits.</summary>
    /// <param name="layers">The layers so far.</param>
    /// <param name="choice">What is seen of the batch.</param>
    /// <param name="features">The shape of the features so far, without N.</param>
    /// <param name="head">Makes the head for so many channels (or features).</param>
    internal static Layer AddTo(List<Layer> layers, MinibatchFeature choice, long[] features, Func<long, Layer> head)
    {
        if (choice == MinibatchFeature.None)
        {
            return head(features[0]);
        }
        if (choice == MinibatchFeature.Deviation)
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
