using Saddle.Components;
using Saddle.Torch;

namespace Saddle.Augmentations;

/// <summary>Brightness by up to 0.5 either way, saturation by a factor up to 2, contrast by one of 0.5 to 1.5.</summary>
[Component("colour", "brightness, saturation and contrast", Source = "arXiv:2006.10738, section 3.3")]
public sealed partial record ColourAugmentation : Augmentation
{
    /// <inheritdoc/>
    protected override Tensor ApplyCore(Tensor images)
    {
        images = images + (Uniform(images) - 0.5);
        Tensor grey = images.mean([1], keepdim: true);
        images = (images - grey) * (2 * Uniform(images)) + grey;
        Tensor mean = images.mean([1, 2, 3], keepdim: true);
        return (images - mean) * (Uniform(images) + 0.5) + mean;
    }
}
