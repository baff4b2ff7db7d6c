using Saddle.Components;
using Saddle.Torch;

namespace Saddle.Augmentations;

/// <summary>
/// Adaptive discriminator augmentation's colours: brightness, contrast, luma flip, hue and saturation, each with half the
/// probability by itself, as arXiv:2501.05441's official code has it; of grey images the first three.
/// </summary>
[Component(
    "ada-colour", "brightness, contrast, luma flip, hue and saturation, each by itself",
    Source = "arXiv:2006.06676, appendix B; arXiv:2501.05441")]
public sealed partial record AdaColour : Augmentation
{
    private const double Half = 0.5, BrightnessDeviation = 0.2, ContrastDeviation = 0.5, SaturationDeviation = 1;

    /// <inheritdoc/>
    protected override Tensor ApplyCore(Tensor images) => ApplyCore(images, (Chance)1);

    /// <inheritdoc/>
    protected override Tensor ApplyCore(Tensor images, Chance probability)
    {
        ArgumentNullException.ThrowIfNull(images);
        ArgumentNullException.ThrowIfNull(probability);
        Chance each = probability.Map(p => Half * p);
        Tensor If(Tensor value) => Sometimes(images, value, each);
        Tensor Factor(double deviation) => (If(Normal(images)) * (deviation * Math.Log(2))).exp();

        images = images + If(Normal(images) * BrightnessDeviation);
        images = images * Factor(ContrastDeviation);
        // Reflected at the plane of no luma: the channels' mean changes its sign.
        images = images - 2 * If((Uniform(images) * 2).floor()) * images.mean([1], keepdim: true);
        if (images.size(1) == 1)
        {
            return images;
        }
        images = Turned(images, If((Uniform(images) * 2 - 1) * Math.PI));
        Tensor luma = images.mean([1], keepdim: true);
        return luma + (images - luma) * Factor(SaturationDeviation);
    }

    // Rodrigues' rotation of the three channels about the axis on which they are equal.
    private static Tensor Turned(Tensor images, Tensor angle)
    {
        Tensor luma = images.mean([1], keepdim: true), chroma = images - luma;
        Tensor next = torch.cat([chroma.narrow(1, 1, 2), chroma.narrow(1, 0, 1)], 1);
        Tensor previous = torch.cat([chroma.narrow(1, 2, 1), chroma.narrow(1, 0, 2)], 1);
        Tensor across = (previous - next) / Math.Sqrt(3);
        return luma + chroma * angle.cos() + across * angle.sin();
    }
}
