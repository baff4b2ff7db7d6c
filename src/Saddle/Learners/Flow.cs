using Saddle.Components;
using Saddle.Data;
using Saddle.Densities;

namespace Saddle.Learners;

/// <summary>RealNVP: affine couplings, trained by their exact likelihood.</summary>
[Component("flow", "an invertible network of affine couplings, with an exact likelihood (RealNVP)", Source = "arXiv:1605.08803")]
public sealed partial record Flow : DensityChoice
{
    /// <summary>Affine couplings at each scale; points have one scale, images three.</summary>
    [Setting(2, 64)] public int Couplings { get; init; } = 8;

    /// <summary>The features, or channels, of each coupling's hidden layers.</summary>
    [Setting(1, 4096)] public int Width { get; init; } = 64;

    /// <summary>The hidden layers of each coupling.</summary>
    [Setting(1, 16)] public int HiddenLayers { get; init; } = 2;

    /// <summary>The side in pixels that images are brought to.</summary>
    [Setting(4, 256)] public int Size { get; init; } = 28;

    /// <inheritdoc/>
    public override DensityGenerator CreateDensity(SampleShape shape) => RealNvp.Create(shape, Couplings, Width, HiddenLayers);

    /// <inheritdoc/>
    protected override string Description => "AffineCoupling factors of s";

    /// <inheritdoc/>
    protected override int Side => Size;

    /// <inheritdoc/>
    protected override IEnumerable<string> Contradictions() => base.Contradictions().Concat(Size % RealNvp.SideMultiple == 0
        ? []
        : [$"size must be a multiple of {RealNvp.SideMultiple}, which is halved twice, but is {Size}"]);
}
