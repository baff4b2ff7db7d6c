using Saddle.Components;
using Saddle.Torch;

namespace Saddle.Augmentations;

/// <summary>
/// Adaptive discriminator augmentation's blitting and geometry: mirrored, turned by quarters, shifted by up to an eighth of the
/// side in whole pixels, scaled, turned, stretched and shifted by parts of pixels, each with the probability by itself, all as
/// one map of the plane. What lies outside is the image reflected.
/// </summary>
/// <remarks>
/// Bilinear between the pixels of the image itself, where the official code doubles it with a wavelet's filter before and halves
/// it after.
/// </remarks>
[Component(
    "ada-geometry", "mirrored, turned, shifted, scaled and stretched, each by itself",
    Source = "arXiv:2006.06676, appendix B")]
public sealed partial record AdaGeometry : Augmentation
{
    private const double MostShift = 0.125, ScaleDeviation = 0.2, StretchDeviation = 0.2, ShiftDeviation = 0.125;

    /// <inheritdoc/>
    protected override Tensor ApplyCore(Tensor images) => ApplyCore(images, (Chance)1);

    /// <inheritdoc/>
    protected override Tensor ApplyCore(Tensor images, Chance probability)
    {
        ArgumentNullException.ThrowIfNull(images);
        ArgumentNullException.ThrowIfNull(probability);
        long height = images.size(2), width = images.size(3);
        if (Math.Min(height, width) < 2)
        {
            return images;
        }
        var place = new Place(FromCentre(images, 3), FromCentre(images, 2));
        (Tensor x, Tensor y) = Inverse(place, images, probability);
        return Sampled(images, x, y);
    }

    // A point of the plane for every pixel, [N, 1, H, W] or what broadcasts to it, in pixels from the image's centre.
    private sealed record Place(Tensor X, Tensor Y)
    {
        internal Place Scaled(Tensor x, Tensor y) => new(X * x, Y * y);

        internal Place Moved(Tensor x, Tensor y) => new(X + x, Y + y);

        internal Place Turned(Tensor angle)
        {
            Tensor cos = angle.cos(), sin = angle.sin();
            return new(cos * X - sin * Y, sin * X + cos * Y);
        }
    }

    // Where a pixel of the changed image comes from: the changes' inverses, the last first. What is drawn is symmetric, so that
    // a shift's inverse may be the shift itself.
    private static Place Inverse(Place place, Tensor images, Chance probability)
    {
        long height = images.size(2), width = images.size(3);
        // Either of two turns happens with the probability.
        Chance ofTurn = probability.Map(p => 1 - Math.Sqrt(1 - p));
        Tensor If(Tensor value, Chance share) => Sometimes(images, value, share);
        Tensor Angle() => If((Uniform(images) * 2 - 1) * Math.PI, ofTurn);
        Tensor Factor(double deviation) => (If(Normal(images), probability) * (deviation * Math.Log(2))).exp();

        Tensor shifts = Happens(images, probability).to(images.dtype);
        place = place.Moved(
            shifts * Normal(images) * (ShiftDeviation * width), shifts * Normal(images) * (ShiftDeviation * height));
        place = place.Turned(Angle());
        Tensor stretch = Factor(StretchDeviation);
        place = place.Scaled(stretch, stretch.reciprocal()).Turned(Angle());
        Tensor scale = Factor(ScaleDeviation);
        place = place.Scaled(scale, scale);
        Tensor jumps = Happens(images, probability).to(images.dtype);
        place = place.Moved(Jump(images, width) * jumps, Jump(images, height) * jumps);
        place = place.Turned(If((Uniform(images) * 4).floor() * (Math.PI / 2), probability));
        Tensor mirror = 1 - 2 * If((Uniform(images) * 2).floor(), probability);
        return place.Scaled(mirror, torch.ones_like(mirror));
    }

    private static Tensor Jump(Tensor images, long size) => ((Uniform(images) * 2 - 1) * (MostShift * size)).round();

    private static Tensor FromCentre(Tensor images, int dimension)
        => Places(images, dimension).to(images.dtype) - (images.size(dimension) - 1) / 2.0;

    /// <summary>Images at other places, bilinearly between their pixels and reflected beyond them.</summary>
    /// <param name="images"><c>[N, C, H, W]</c>, H and W at least 2.</param>
    /// <param name="x">Where each pixel comes from, in pixels from the centre, <c>[N, 1, H, W]</c> or what broadcasts.</param>
    /// <param name="y">The same for the rows.</param>
    internal static Tensor Sampled(Tensor images, Tensor x, Tensor y)
    {
        long height = images.size(2), width = images.size(3);
        (Tensor left, Tensor shareX, Tensor right) = Neighbours(x, width);
        (Tensor top, Tensor shareY, Tensor bottom) = Neighbours(y, height);
        Tensor pixels = images.flatten(2);
        Tensor At(Tensor row, Tensor column)
        {
            Tensor index = (row * width + column).expand([images.size(0), 1, height, width]).to(ScalarType.Int64);
            return pixels.gather(2, index.flatten(2).expand([images.size(0), images.size(1), height * width]))
                .view(images.shape.ToArray());
        }
        Tensor above = At(top, left) * (1 - shareX) + At(top, right) * shareX;
        Tensor below = At(bottom, left) * (1 - shareX) + At(bottom, right) * shareX;
        return above * (1 - shareY) + below * shareY;
    }

    // Of places along a side, brought inside by reflection at the outer pixels' centres: the pixel before, how far the place is
    // towards the next, and the next.
    private static (Tensor Before, Tensor Share, Tensor After) Neighbours(Tensor fromCentre, long size)
    {
        double last = size - 1;
        Tensor place = fromCentre + last / 2;
        Tensor within = place - (place / (2 * last)).floor() * (2 * last);
        Tensor reflected = (last - (within - last).abs()).clamp(0, last), before = reflected.floor();
        return (before, reflected - before, (before + 1).clamp(0, last));
    }
}
