using Saddle.Components;

namespace Saddle.Learners;

/// <summary>The energy-based GAN: see <see cref="EbganLearner"/>.</summary>
[Component(
    "ebgan", "the discriminator is an autoencoder that reconstructs fakes badly, up to a margin",
    Source = "arXiv:1609.03126")]
public sealed partial record Ebgan : EnergyChoice
{
    /// <summary>The mean squared error above which fakes are left alone.</summary>
    [Setting(0, 1e6)] public double Margin { get; init; } = 0.5;

    /// <summary>Weight of the likeness of the fakes' codes in the generator's loss, 0.1 in the paper; 0 for off.</summary>
    [Setting(0, 1e6)] public double PullingAway { get; init; } = 0.1;

    /// <inheritdoc/>
    protected override Learner CreateCore(LearnerSetup setup) => new EbganLearner(this, setup);
}
