using Saddle.Components;
using Saddle.Data;
using Saddle.Densities;

namespace Saddle.Learners;

/// <summary>A mixture of Gaussians, trained by gradient ascent on its likelihood.</summary>
[Component("mixture", "a mixture of Gaussians that climbs its likelihood", Source = "arXiv:1701.00160, section 2.1")]
public sealed partial record Mixture : DensityChoice
{
    // The elements of a full covariance are their square, for each component.
    private const long MostFullElements = 64;

    /// <summary>How many Gaussians.</summary>
    [Setting(1, 10_000)] public int Components { get; init; } = 25;

    /// <summary>Diagonal, or full for Gaussians that lie aslant, in few dimensions.</summary>
    [Setting] public CovarianceKind Covariance { get; init; }

    /// <summary>The least standard deviation of a Gaussian.</summary>
    [Setting(1e-6, 1e6)] public double LeastDeviation { get; init; } = 1e-3;

    /// <summary>The side in pixels that images are brought to.</summary>
    [Setting(4, 256)] public int Size { get; init; } = 16;

    /// <inheritdoc/>
    public override void Check(DataForm form, int batch)
    {
        ArgumentNullException.ThrowIfNull(form);
        if (Covariance == CovarianceKind.Full && form.Shape.Elements > MostFullElements)
        {
            throw new InputException(
                $"learner mixture: full covariances are for at most {MostFullElements} dimensions, "
                + $"but the data are {form.Shape}; "
                + "set learner.covariance=diagonal.");
        }
        if (Components > batch)
        {
            throw new InputException(
                $"learner mixture: the means of {Components} components start at samples of the first batch, which has {batch}; "
                + $"set batch={Components} or more.");
        }
    }

    /// <inheritdoc/>
    public override DensityGenerator CreateDensity(SampleShape shape)
        => new MixtureGenerator(Components, Covariance == CovarianceKind.Full, LeastDeviation, shape);

    /// <inheritdoc/>
    protected override string Description => $"{Components} Gaussians";

    /// <inheritdoc/>
    protected override int Side => Size;
}
