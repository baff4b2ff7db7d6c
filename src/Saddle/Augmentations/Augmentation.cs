using Saddle.Components;
using Saddle.Torch;

namespace Saddle.Augmentations;

/// <summary>
/// A kind of random change that the discriminator sees real and generated images after, and through which the generator's
/// gradient flows (arXiv:2006.10738). To add one: a record, and a line in <see cref="All"/>.
/// </summary>
public abstract record Augmentation : Component
{
    /// <summary>Every kind of change, in the order in which they are listed.</summary>
    public static Catalogue<Augmentation> All { get; } = new(
        "augmentation",
        ColourAugmentation.Entry,
        TranslationAugmentation.Entry,
        CutoutAugmentation.Entry,
        AdaGeometry.Entry,
        AdaColour.Entry);

    /// <summary>Changes images, each with its own randomness.</summary>
    /// <param name="images"><c>[N, C, H, W]</c> in [-1, 1].</param>
    /// <param name="probability">How probable a change is for an image, from 0 to 1.</param>
    /// <returns>As many of the same shape, differentiable.</returns>
    public Tensor Apply(Tensor images, double probability = 1)
    {
        ArgumentNullException.ThrowIfNull(images);
        ArgumentOutOfRangeException.ThrowIfNegative(probability);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(probability, 1);
        ThrowIfInvalid();
        return probability == 0 ? images : probability == 1 ? ApplyCore(images) : ApplyCore(images, (Chance)probability);
    }

    /// <summary>Changes images, each with its own randomness and with a probability that lies on the device.</summary>
    internal Tensor Apply(Tensor images, Chance probability)
    {
        ThrowIfInvalid();
        return ApplyCore(images, probability);
    }

    /// <summary>The change of every image, settings checked.</summary>
    protected abstract Tensor ApplyCore(Tensor images);

    /// <summary>The change of some images, settings checked.</summary>
    protected virtual Tensor ApplyCore(Tensor images, Chance probability)
        => torch.where(Happens(images, probability), ApplyCore(images), images);

    /// <summary>Whether something happens to each image, bool <c>[N, 1, 1, 1]</c>.</summary>
    protected static Tensor Happens(Tensor images, Chance probability)
    {
        ArgumentNullException.ThrowIfNull(probability);
        return probability.Of(Uniform(images));
    }

    /// <summary>A value for the images that something happens to, and 0 for the others.</summary>
    protected static Tensor Sometimes(Tensor images, Tensor value, Chance probability)
        => torch.where(Happens(images, probability), value, torch.zeros_like(value));

    /// <summary>A number for each image from N(0, 1), <c>[N, 1, 1, 1]</c>.</summary>
    protected static Tensor Normal(Tensor images)
    {
        ArgumentNullException.ThrowIfNull(images);
        return torch.randn([images.size(0), 1, 1, 1], dtype: images.dtype, device: images.device);
    }

    /// <summary>The numbers 0 to size - 1 along a dimension of images, int64.</summary>
    protected static Tensor Places(Tensor images, int dimension)
    {
        ArgumentNullException.ThrowIfNull(images);
        long[] shape = [1, 1, 1, 1];
        shape[dimension] = images.size(dimension);
        return torch.arange(0, images.size(dimension), dtype: ScalarType.Int64, device: images.device).view(shape);
    }

    /// <summary>A whole number for each image, from low to below high, int64 <c>[N, 1, 1, 1]</c>.</summary>
    protected static Tensor Whole(Tensor images, long low, long high)
    {
        ArgumentNullException.ThrowIfNull(images);
        return torch.randint(low, high, [images.size(0), 1, 1, 1], device: images.device);
    }

    /// <summary>A number for each image, from 0 to below 1, <c>[N, 1, 1, 1]</c>.</summary>
    protected static Tensor Uniform(Tensor images)
    {
        ArgumentNullException.ThrowIfNull(images);
        return torch.rand([images.size(0), 1, 1, 1], dtype: images.dtype, device: images.device);
    }
}
