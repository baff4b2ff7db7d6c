using Saddle.Components;
using Saddle.Torch;

namespace Saddle.Augmentations;

/// <summary>Moved by up to an eighth of the side; what comes in from outside is 0.</summary>
[Component("translation", "moved by up to an eighth of the side", Source = "arXiv:2006.10738, section 3.3")]
public sealed partial record TranslationAugmentation : Augmentation
{
    private const double MostShare = 1.0 / 8;

    /// <inheritdoc/>
    protected override Tensor ApplyCore(Tensor images) => Shifted(Shifted(images, 2), 3);

    private static Tensor Shifted(Tensor images, int dimension)
    {
        long size = images.size(dimension), most = (long)Math.Round(size * MostShare);
        Tensor places = Places(images, dimension) + Whole(images, -most, most + 1);
        Tensor inside = places.ge(0).to(images.dtype) * places.lt(size).to(images.dtype);
        Tensor index = places.clamp(0, size - 1).to(ScalarType.Int64).expand(images.shape.ToArray());
        return images.gather(dimension, index) * inside;
    }
}
