using Saddle.Augmentations;
using Saddle.Data;
using Saddle.Networks;
using Saddle.Torch;

namespace Saddle.Learners;

/// <summary>
/// The discriminator as it gets to see samples: with instance noise (arXiv:1610.04490), augmented, and several at once (packing,
/// arXiv:1712.04086). Without any of these it is the discriminator itself.
/// </summary>
internal sealed class AugmentedDiscriminator(Discriminator discriminator, Adversarial choice)
{
    private readonly IReadOnlyList<Augmentation> _augmentations = choice.Augmentations;

    internal Discriminator Network => discriminator;

    /// <summary>What is found in samples, one logit for each pack: <c>[N, ...]</c> to <c>[N / packing]</c>.</summary>
    internal DiscriminatorOutput Forward(Tensor samples, Condition? condition, StepContext context)
        => discriminator.ForwardWithFeatures(Seen(samples, context), condition);

    /// <summary>What is found under another condition in samples that were seen before.</summary>
    internal DiscriminatorOutput Forward(DiscriminatorOutput before, Condition condition)
        => discriminator.ForwardAgain(before, condition);

    /// <summary>The standard deviation of the noise after so many images: it falls linearly to 0 over the recipe's.</summary>
    internal double NoiseDeviation(long images) => choice.InstanceNoiseImages > 0
        ? choice.InstanceNoise * Math.Max(0, 1 - images / (double)choice.InstanceNoiseImages)
        : choice.InstanceNoise;

    private Tensor Seen(Tensor samples, StepContext context)
    {
        samples = context.HasNumbersOnDevice ? ChangedByDevice(samples, context) : Changed(samples, context);
        return choice.Packing == 1 ? samples : Packed(samples);
    }

    private Tensor Changed(Tensor samples, StepContext context)
    {
        double deviation = NoiseDeviation(context.Images), probability = Probability(context);
        samples = deviation > 0 ? samples.add(Noise(samples), deviation) : samples;
        return _augmentations.Aggregate(samples, (changed, augmentation) => augmentation.Apply(changed, probability));
    }

    // The same, with what changes from step to step on the device.
    private Tensor ChangedByDevice(Tensor samples, StepContext context)
    {
        if (choice.InstanceNoise > 0)
        {
            samples += Noise(samples) * context.Scalar(now => NoiseDeviation(now.Images)).to(samples.dtype);
        }
        if (!choice.AugmentationRises)
        {
            double always = Probability(context);
            return _augmentations.Aggregate(samples, (changed, augmentation) => augmentation.Apply(changed, always));
        }
        var chance = Chance.OnDevice(() => Probability(context), value => context.Scalar(_ => value()));
        return _augmentations.Aggregate(samples, (changed, augmentation) => augmentation.Apply(changed, chance));
    }

    private double Probability(StepContext context)
        => choice.AugmentationProbability * (choice.AugmentationRises ? choice.Way(context) : 1);

    private static Tensor Noise(Tensor samples)
        => torch.randn(samples.shape.ToArray(), dtype: samples.dtype, device: samples.device);

    // Neighbours in the batch become channels (or features) of one sample.
    private Tensor Packed(Tensor samples)
    {
        long[] shape = samples.shape.ToArray();
        return samples.contiguous().view([shape[0] / choice.Packing, shape[1] * choice.Packing, .. shape[2..]]);
    }
}
