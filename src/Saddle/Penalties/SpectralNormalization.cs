using Saddle.Components;
using Saddle.Layers;

namespace Saddle.Penalties;

/// <summary>
/// Each weight of the discriminator is divided by its largest singular value (arXiv:1802.05957); see <see cref="SpectralNorm"/>.
/// </summary>
[Component(
    "spectral-normalization", "each weight divided by its largest singular value (SNGAN)",
    Source = "arXiv:1802.05957, algorithm 1")]
public sealed partial record SpectralNormalization : Constraint
{
    /// <summary>Whether the discriminator's layers are normalised.</summary>
    [Setting] public bool Enabled { get; init; }

    /// <inheritdoc/>
    public override bool IsOn => Enabled;

    /// <inheritdoc/>
    public override void Prepare(Module discriminator)
    {
        ArgumentNullException.ThrowIfNull(discriminator);
        SpectralNorm.NormalizeAll(discriminator);
    }
}
