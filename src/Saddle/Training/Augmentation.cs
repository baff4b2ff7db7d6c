using Saddle.Torch;

namespace Saddle.Training;

/// <summary>
/// Differentiable augmentation (arXiv:2006.10738): the discriminator sees real and generated images only after the same kinds of random
/// change, through which the generator's gradient flows.
/// </summary>
internal static class Augmentation
{
    internal static readonly string[] Kinds = ["colour", "translation", "cutout"];

    private const double TranslationShare = 1.0 / 8, CutoutShare = 0.5;

    /// <summary>Applies kinds, in order, each sample with its own randomness.</summary>
    /// <param name="images"><c>[N, C, H, W]</c> in [-1, 1].</param>
    /// <param name="kinds">Of <see cref="Kinds"/>.</param>
    internal static Tensor Apply(Tensor images, IEnumerable<string> kinds)
        => kinds.Aggregate(images, (current, kind) => kind switch
        {
            "colour" => Colour(current),
            "translation" => Translation(current),
            _ => Cutout(current),
        });

    // Brightness by up to 0.5 either way, saturation by a factor up to 2, contrast by one of 0.5 to 1.5.
    private static Tensor Colour(Tensor images)
    {
        images = images + (Uniform(images) - 0.5);
        Tensor grey = images.mean([1], keepdim: true);
        images = (images - grey) * (2 * Uniform(images)) + grey;
        Tensor mean = images.mean([1, 2, 3], keepdim: true);
        return (images - mean) * (Uniform(images) + 0.5) + mean;
    }

    // By up to an eighth of the side; what comes in from outside is 0.
    private static Tensor Translation(Tensor images)
        => Shifted(Shifted(images, 2), 3);

    private static Tensor Shifted(Tensor images, int dimension)
    {
        long size = images.size(dimension), most = (long)Math.Round(size * TranslationShare);
        Tensor places = Places(images, dimension) + Whole(images, -most, most + 1);
        Tensor inside = places.ge(0).to(images.dtype) * places.lt(size).to(images.dtype);
        Tensor index = places.clamp(0, size - 1).to(ScalarType.Int64).expand(images.shape.ToArray());
        return images.gather(dimension, index) * inside;
    }

    // A square of half the side becomes 0, its centre anywhere.
    private static Tensor Cutout(Tensor images) => images * (1 - Covered(images, 2) * Covered(images, 3));

    private static Tensor Covered(Tensor images, int dimension)
    {
        long size = images.size(dimension), side = (long)Math.Round(size * CutoutShare);
        Tensor from = Places(images, dimension) - Whole(images, -side / 2, size + (1 - side % 2) - side / 2);
        return from.ge(0).to(images.dtype) * from.lt(side).to(images.dtype);
    }

    private static Tensor Places(Tensor images, int dimension)
    {
        long[] shape = [1, 1, 1, 1];
        shape[dimension] = images.size(dimension);
        return torch.arange(0, images.size(dimension), dtype: ScalarType.Int64, device: images.device).view(shape);
    }

    private static Tensor Whole(Tensor images, long low, long high)
        => torch.randint(low, high, [images.size(0), 1, 1, 1], device: images.device);

    private static Tensor Uniform(Tensor images) => torch.rand([images.size(0), 1, 1, 1], dtype: images.dtype, device: images.device);
}
