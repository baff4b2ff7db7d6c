using Saddle.Components;
using Saddle.Data;
using Saddle.Torch;

namespace Saddle.Training;

/// <summary>The energy-based GAN: see <see cref="EbganLearner"/>.</summary>
/// <param name="margin">The energy above which fakes are left alone.</param>
/// <param name="pullingAway">How much the likeness of the fakes' codes counts in the generator's loss; 0.1 in the paper, 0 for off.</param>
public sealed class Ebgan(double margin = 0.5, double pullingAway = 0.1)
    : EnergyChoice(Entry, ("margin", margin), ("pulling_away", pullingAway))
{
    /// <summary>The catalogue's line.</summary>
    public static Entry<LearnerChoice> Entry { get; } = new(
        "ebgan", "the discriminator is an autoencoder that reconstructs fakes badly, up to a margin", "arXiv:1609.03126",
        [
            Setting.Number("margin", 0.5, "the mean squared error above which fakes are left alone", 0, 1e6),
            Setting.Number("pulling_away", 0.1, "weight of the likeness of the fakes' codes in the generator's loss; 0 for off", 0, 1e6),
        ],
        s => new Ebgan(s.Number("margin"), s.Number("pulling_away")));

    /// <inheritdoc/>
    public override Learner Create(Recipe recipe, DataForm form, Device device) => new EbganLearner(recipe, margin, pullingAway, form, device);
}
