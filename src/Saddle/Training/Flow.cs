using Saddle.Components;
using Saddle.Data;
using Saddle.Densities;
using Saddle.Networks;

namespace Saddle.Training;

/// <summary>RealNVP: affine couplings, trained by their exact likelihood.</summary>
public sealed class Flow : DensityChoice
{
    /// <summary>The catalogue's line.</summary>
    public static Entry<LearnerChoice> Entry { get; } = new(
        "flow", "an invertible network of affine couplings, with an exact likelihood (RealNVP)", "arXiv:1605.08803",
        [
            Setting.Whole("couplings", 8, "affine couplings at each scale; points have one scale, images three", 2, 64),
            Setting.Whole("width", 64, "the features, or channels, of each coupling's hidden layers", 1, 4096),
            Setting.Whole("hidden_layers", 2, "the hidden layers of each coupling", 1, 16),
            Size(28),
        ],
        s => new Flow((int)s.Whole("couplings"), (int)s.Whole("width"), (int)s.Whole("hidden_layers"), (int)s.Whole("size")));

    private readonly int _couplings;
    private readonly int _width;
    private readonly int _hiddenLayers;

    /// <summary>Describes the flow.</summary>
    /// <param name="couplings">Affine couplings at each scale; points have one scale, images three.</param>
    /// <param name="width">The features, or channels, of each coupling's hidden layers.</param>
    /// <param name="hiddenLayers">The hidden layers of each coupling.</param>
    /// <param name="size">The side in pixels that images are brought to, a multiple of 4.</param>
    public Flow(int couplings = 8, int width = 64, int hiddenLayers = 2, int size = 28)
        : base(Entry, ("couplings", couplings), ("width", width), ("hidden_layers", hiddenLayers), ("size", size))
    {
        if (size % RealNvp.SideMultiple != 0)
        {
            throw new ArgumentException($"flow: size must be a multiple of {RealNvp.SideMultiple}, which is halved twice, but is {size}.");
        }
        (_couplings, _width, _hiddenLayers) = (couplings, width, hiddenLayers);
    }

    /// <inheritdoc/>
    public override void Check(Recipe recipe, DataForm form) => RecipeChecks.CheckFlip(recipe, form.Shape);

    /// <inheritdoc/>
    internal override DensityGenerator CreateDensity(SampleShape shape) => RealNvp.Create(shape, _couplings, _width, _hiddenLayers);

    /// <inheritdoc/>
    private protected override string Description => "AffineCoupling factors of s";
}
