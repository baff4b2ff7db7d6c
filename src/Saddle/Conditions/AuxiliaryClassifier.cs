using Saddle.Components;
using Saddle.Data;
using Saddle.Networks;
using Saddle.Torch;

namespace Saddle.Conditions;

/// <summary>
/// The auxiliary classifier GAN (arXiv:1610.09585, section 3): the generator sees the class beside the latent; the discriminator does not
/// see it, but has a second output that names it, of real samples and of fakes. Both players want it named rightly. A discriminator that is
/// taught the classes of fakes may agree with the generator on signs that have nothing to do with the class; without, it learns them
/// from real samples alone.
/// </summary>
/// <param name="embedding">The dimensions of the vector that each class becomes in the generator.</param>
/// <param name="weight">How much the cross entropy of real samples counts in the discriminator's loss, and that of fakes in the generator's.</param>
/// <param name="fakeWeight">How much the cross entropy of fakes counts in the discriminator's loss; 1 in the paper.</param>
public sealed class AuxiliaryClassifier(int embedding = 16, double weight = 1, double fakeWeight = 1)
    : ClassConditioning(Entry, ("embedding", embedding), ("weight", weight), ("fake_weight", fakeWeight))
{
    /// <summary>The catalogue's line.</summary>
    public static Entry<Conditioning> Entry { get; } = new(
        "acgan", "the discriminator names the class besides judging the sample", "arXiv:1610.09585, section 3",
        [
            EmbeddingSetting,
            Setting.Number("weight", 1, "how much naming the class of real samples counts to the discriminator, of fakes to the generator", 0, 1e6),
            Setting.Number("fake_weight", 1, "how much naming the class of fakes counts to the discriminator", 0, 1e6),
        ],
        s => new AuxiliaryClassifier((int)s.Whole("embedding"), s.Number("weight"), s.Number("fake_weight")));

    /// <inheritdoc/>
    public override Generator CreateGenerator(Network network, DataForm form)
    {
        ArgumentNullException.ThrowIfNull(form);
        return ConditionalGenerator.WithConditionBeside(network, form.Shape, new ClassEncoder(form.Classes.Count, embedding));
    }

    /// <inheritdoc/>
    public override Discriminator CreateDiscriminator(Network network, DataForm form)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(form);
        return new AuxiliaryDiscriminator(network.CreateDiscriminator(form.Shape), form.Classes.Count);
    }

    /// <inheritdoc/>
    public override IEnumerable<LossTerm> DiscriminatorTerms(ConditionTerm term)
    {
        ArgumentNullException.ThrowIfNull(term);
        yield return new LossTerm("real_class_loss", CrossEntropy(term, term.OfReal!), weight);
        yield return new LossTerm("fake_class_loss", CrossEntropy(term, term.OfFake!), fakeWeight);
    }

    /// <inheritdoc/>
    public override IEnumerable<LossTerm> GeneratorTerms(ConditionTerm term)
    {
        ArgumentNullException.ThrowIfNull(term);
        yield return new LossTerm("generator_class_loss", CrossEntropy(term, term.OfFake!), weight);
    }

    private static Tensor CrossEntropy(ConditionTerm term, Judgement judgement)
        => Likelihood.CrossEntropy(
            ((AuxiliaryDiscriminator)term.Discriminator).Auxiliary(judgement), ((ClassCondition)term.Condition).Labels);
}
