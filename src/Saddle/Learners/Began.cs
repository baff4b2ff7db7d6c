using Saddle.Components;

namespace Saddle.Learners;

/// <summary>The boundary equilibrium GAN: see <see cref="BeganLearner"/>.</summary>
[Component("began", "the discriminator is an autoencoder, and both sides are held in balance", Source = "arXiv:1703.10717")]
public sealed partial record Began : EnergyChoice
{
    /// <summary>
    /// The error of fakes in equilibrium, as a share of that of real samples: low for likeness, high for variety.
    /// </summary>
    [Setting(0, 1)] public double Gamma { get; init; } = 0.5;

    /// <summary>By how much the balance moves in a step, the paper's lambda_k.</summary>
    [Setting(0, 1)] public double Gain { get; init; } = 0.001;

    /// <inheritdoc/>
    protected override Learner CreateCore(LearnerSetup setup) => new BeganLearner(this, setup);
}
