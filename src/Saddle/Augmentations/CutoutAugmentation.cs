using Saddle.Components;
using Saddle.Torch;

namespace Saddle.Augmentations;

/// <summary>A square of half the side becomes 0, its centre anywhere.</summary>
[Component("cutout", "a square of half the side becomes 0", Source = "arXiv:2006.10738, section 3.3")]
public sealed partial record CutoutAugmentation : Augmentation
{
    private const double SideShare = 0.5;

    /// <inheritdoc/>
    protected override Tensor ApplyCore(Tensor images) => images * (1 - Covered(images, 2) * Covered(images, 3));

    private static Tensor Covered(Tensor images, int dimension)
    {
        long size = images.size(dimension), side = (long)Math.Round(size * SideShare);
        Tensor from = Places(images, dimension) - Whole(images, -side / 2, size + (1 - side % 2) - side / 2);
        return from.ge(0).to(images.dtype) * from.lt(side).to(images.dtype);
    }
}
