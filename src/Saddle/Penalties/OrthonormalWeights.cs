using Saddle.Components;
using Saddle.Layers;
using Saddle.Optimizers;

namespace Saddle.Penalties;

/// <summary>
/// Each weight of the discriminator is moved to the nearest matrix with orthonormal rows (or columns, where there are fewer)
/// after each update (arXiv:1811.05381, section 4.2, whose authors do so at each use). Dense layers then keep lengths: with
/// <see cref="GroupSort"/> between them the network is 1-Lipschitz. Convolutions are seen as matrices, as spectral normalisation
/// sees them, and are not.
/// </summary>
[Component(
    "orthonormal-weights", "each weight kept orthonormal: with GroupSort a 1-Lipschitz critic",
    Source = "arXiv:1811.05381, section 4.2")]
public sealed partial record OrthonormalWeights : Constraint
{
    /// <summary>Whether the discriminator's weights are kept orthonormal.</summary>
    [Setting] public bool Enabled { get; init; }

    /// <inheritdoc/>
    public override bool IsOn => Enabled;

    /// <inheritdoc/>
    // It goes on until the weights are there.
    public override bool ReadsInStep => true;

    /// <inheritdoc/>
    public override void Prepare(Module discriminator)
    {
        ArgumentNullException.ThrowIfNull(discriminator);
        OrthonormalWeight.ProjectAll(discriminator);
        foreach (WeightedLayer layer in discriminator.Modules().OfType<WeightedLayer>())
        {
            layer.KeepOrthonormal();
        }
    }

    /// <inheritdoc/>
    public override void AfterUpdate(ParameterVector parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        OrthonormalWeight.ProjectAll(parameters.Module);
    }
}
