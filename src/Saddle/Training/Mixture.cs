using Saddle.Components;
using Saddle.Data;
using Saddle.Densities;
using Saddle.Networks;

namespace Saddle.Training;

/// <summary>A mixture of Gaussians, trained by gradient ascent on its likelihood.</summary>
public sealed class Mixture : DensityChoice
{
    private const string Full = "full";

    // The elements of a full covariance are their square, for each component.
    private const long MostFullElements = 64;

    /// <summary>The catalogue's line.</summary>
    public static Entry<LearnerChoice> Entry { get; } = new(
        "mixture", "a mixture of Gaussians that climbs its likelihood", "arXiv:1701.00160, section 2.1",
        [
            Setting.Whole("components", 25, "how many Gaussians", 1, 10_000),
            Setting.Text("covariance", "diagonal", "diagonal, or full for Gaussians that lie aslant, in few dimensions", "diagonal", Full),
            Setting.Number("least_deviation", 1e-3, "the least standard deviation of a Gaussian", 1e-6, 1e6),
            Size(16),
        ],
        s => new Mixture((int)s.Whole("components"), s.Text("covariance"), s.Number("least_deviation"), (int)s.Whole("size")));

    private readonly int _components;
    private readonly bool _full;
    private readonly double _leastDeviation;

    /// <summary>Describes the mixture.</summary>
    /// <param name="components">How many Gaussians; at most as many as the batch, where their means start.</param>
    /// <param name="covariance"><c>diagonal</c>, or <c>full</c> in at most 64 dimensions.</param>
    /// <param name="leastDeviation">The least standard deviation of a Gaussian.</param>
    /// <param name="size">The side in pixels that images are brought to.</param>
    public Mixture(int components = 25, string covariance = "diagonal", double leastDeviation = 1e-3, int size = 16)
        : base(Entry, ("components", components), ("covariance", covariance), ("least_deviation", leastDeviation), ("size", size))
        => (_components, _full, _leastDeviation) = (components, covariance == Full, leastDeviation);

    /// <inheritdoc/>
    public override void Check(Recipe recipe, DataForm form)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        ArgumentNullException.ThrowIfNull(form);
        RecipeChecks.CheckFlip(recipe, form.Shape);
        if (_full && form.Shape.Elements > MostFullElements)
        {
            throw new ArgumentException(
                $"learner mixture: full covariances are for at most {MostFullElements} dimensions, but the data are {form.Shape}; "
                + "set learner.covariance=diagonal.");
        }
        if (_components > recipe.Batch)
        {
            throw new ArgumentException(
                $"learner mixture: the means of {_components} components start at samples of the first batch, which has {recipe.Batch}; "
                + $"set batch={_components} or more.");
        }
    }

    /// <inheritdoc/>
    internal override DensityGenerator CreateDensity(SampleShape shape) => new MixtureGenerator(_components, _full, _leastDeviation, shape);

    /// <inheritdoc/>
    private protected override string Description => $"{_components} Gaussians";
}
