using Saddle.Components;
using Saddle.Layers;

namespace Saddle.Penalties;

/// <summary>Each weight of the discriminator is divided by its largest singular value (arXiv:1802.05957); see <see cref="SpectralNorm"/>.</summary>
/// <param name="enabled">Whether it is on.</param>
public sealed class SpectralNormalization(bool enabled = true) : Constraint(Entry, ("enabled", enabled))
{
    /// <summary>The catalogue's line.</summary>
    public static Entry<Constraint> Entry { get; } = new(
        "spectral-normalization", "each weight divided by its largest singular value (SNGAN)", "arXiv:1802.05957, algorithm 1",
        [Setting.Flag("enabled", false, "whether the discriminator's layers are normalised")],
        s => new SpectralNormalization(s.Flag("enabled")));

    /// <inheritdoc/>
    public override bool IsOn => enabled;

    /// <inheritdoc/>
    public override void Prepare(Module discriminator)
    {
        ArgumentNullException.ThrowIfNull(discriminator);
        SpectralNorm.NormalizeAll(discriminator);
    }
}
