using Saddle.Networks;
using Saddle.Torch;

namespace Saddle.Training;

/// <summary>
/// How the discriminator gets to see samples: with instance noise (arXiv:1610.04490), augmented, and several at once (packing,
/// arXiv:1712.04086). Without any of these it is the discriminator itself.
/// </summary>
internal sealed class Judge(Discriminator discriminator, Adversarial choice)
{
    private readonly string[] _augmentation = choice.AugmentationKinds;

    /// <summary>How much of the run is done, in images; the noise decays with it.</summary>
    internal long Images { get; set; }

    /// <summary>What is found in samples, one logit for each pack: <c>[N, ...]</c> to <c>[N / packing]</c>.</summary>
    internal Judgement Of(Tensor samples, Condition? condition) => discriminator.Judge(Seen(samples), condition);

    /// <summary>What is found in samples that were judged before, under another condition.</summary>
    internal Judgement Of(Judgement judged, Condition condition) => discriminator.Judge(judged, condition);

    /// <summary>The standard deviation of the noise now: it falls linearly to 0 over the recipe's images.</summary>
    internal double NoiseDeviation => choice.InstanceNoiseImages > 0
        ? choice.InstanceNoise * Math.Max(0, 1 - Images / (double)choice.InstanceNoiseImages)
        : choice.InstanceNoise;

    private Tensor Seen(Tensor samples)
    {
        double deviation = NoiseDeviation;
        if (deviation > 0)
        {
            samples = samples.add(torch.randn(samples.shape.ToArray(), dtype: samples.dtype, device: samples.device), deviation);
        }
        samples = Augmentation.Apply(samples, _augmentation);
        return choice.Packing == 1 ? samples : Packed(samples);
    }

    // Neighbours in the batch become channels (or features) of one sample.
    private Tensor Packed(Tensor samples)
    {
        long[] shape = samples.shape.ToArray();
        return samples.contiguous().view([shape[0] / choice.Packing, shape[1] * choice.Packing, .. shape[2..]]);
    }
}
