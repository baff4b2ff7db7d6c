using Saddle.Components;
using Saddle.Data;
using Saddle.Torch;

namespace Saddle.Training;

/// <summary>The boundary equilibrium GAN: see <see cref="BeganLearner"/>.</summary>
/// <param name="gamma">The energy of fakes in equilibrium, as a share of that of real samples: low for likeness, high for variety.</param>
/// <param name="gain">The paper's lambda_k, by how much k moves in a step.</param>
public sealed class Began(double gamma = 0.5, double gain = 0.001) : EnergyChoice(Entry, ("gamma", gamma), ("gain", gain))
{
    /// <summary>The catalogue's line.</summary>
    public static Entry<LearnerChoice> Entry { get; } = new(
        "began", "the discriminator is an autoencoder, and both sides are held in balance", "arXiv:1703.10717",
        [
            Setting.Number("gamma", 0.5, "the error of fakes in equilibrium, as a share of that of real samples", 0, 1),
            Setting.Number("gain", 0.001, "by how much the balance moves in a step", 0, 1),
        ],
        s => new Began(s.Number("gamma"), s.Number("gain")));

    /// <inheritdoc/>
    public override Learner Create(Recipe recipe, DataForm form, Device device) => new BeganLearner(recipe, gamma, gain, form, device);
}
