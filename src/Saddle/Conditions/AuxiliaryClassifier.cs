using Saddle.Components;
using Saddle.Data;
using Saddle.Networks;
using Saddle.Torch;

namespace Saddle.Conditions;

/// <summary>
/// The auxiliary classifier GAN (arXiv:1610.09585, section 3): the generator sees the class beside the latent; the discriminator
/// does not see it, but has a second output that names it, of real samples and of fakes. Both players want it named rightly. A
/// discriminator that is taught the classes of fakes may agree with the generator on signs that have nothing to do with the
/// class; without, it learns them from real samples alone.
/// </summary>
[Component("acgan", "the discriminator names the class besides judging the sample", Source = "arXiv:1610.09585, section 3")]
public sealed partial record AuxiliaryClassifier : ClassConditioning
{
    /// <summary>The dimensions of the vector that each class becomes.</summary>
    [Setting(1, 4096)] public int Embedding { get; init; } = 16;

    /// <summary>How much naming the class of real samples counts to the discriminator, of fakes to the generator.</summary>
    [Setting(0, 1e6)] public double Weight { get; init; } = 1;

    /// <summary>How much naming the class of fakes counts to the discriminator.</summary>
    /// <remarks>1 in the paper.</remarks>
    [Setting(0, 1e6)] public double FakeWeight { get; init; } = 1;

    /// <inheritdoc/>
    protected override Generator CreateGeneratorCore(Network network, DataForm form)
        => ConditionalGenerator.WithConditionBeside(network, form.Shape, new ClassEncoder(form.Classes.Count, Embedding));

    /// <inheritdoc/>
    protected override Discriminator CreateDiscriminatorCore(Network network, DataForm form)
        => new AuxiliaryDiscriminator(network.CreateDiscriminator(form.Shape), form.Classes.Count);

    /// <inheritdoc/>
    public override IEnumerable<LossTerm> DiscriminatorTerms(ConditionTerm term)
    {
        ArgumentNullException.ThrowIfNull(term);
        yield return new LossTerm("real_class_loss", CrossEntropy(term, term.OfReal!), Weight);
        yield return new LossTerm("fake_class_loss", CrossEntropy(term, term.OfFake!), FakeWeight);
    }

    /// <inheritdoc/>
    public override IEnumerable<LossTerm> GeneratorTerms(ConditionTerm term)
    {
        ArgumentNullException.ThrowIfNull(term);
        yield return new LossTerm("generator_class_loss", CrossEntropy(term, term.OfFake!), Weight);
    }

    private static Tensor CrossEntropy(ConditionTerm term, DiscriminatorOutput output)
        => Likelihood.CrossEntropy(
            ((AuxiliaryDiscriminator)term.Discriminator).Auxiliary(output), ((ClassCondition)term.Condition).Labels);
}
