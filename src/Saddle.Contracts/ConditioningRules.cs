using Saddle.Conditions;
using Saddle.Data;
using Saddle.Networks;
using Saddle.Torch;

namespace Saddle.Contracts;

/// <summary>What every conditioning keeps, on points with two classes and captions, or else on pairs of pictures.</summary>
internal static class ConditioningRules
{
    private const int Count = 4;

    internal static IEnumerable<Rule> Of(Conditioning conditioning) =>
    [
        new("a batch's condition is one for each sample, and keeps its kind when it is cut", () => Cut(conditioning)),
        new("its generator draws finite samples under a condition", () => Draws(conditioning)),
        new("its discriminator judges samples under a condition", () => Judges(conditioning)),
        new("its terms are finite scalars", () => Terms(conditioning)),
    ];

    private static string? Cut(Conditioning conditioning)
    {
        (DataForm form, _, Batch batch) = Setting(conditioning);
        if (conditioning.Of(batch, form) is not { } condition)
        {
            return conditioning.IsOn ? "it is on, and gives no condition" : null;
        }
        Condition cut = condition.Narrow(1, 2);
        return condition.Count != Count ? $"a batch of {Count} has {condition.Count}"
            : cut.Count != 2 || cut.GetType() != condition.GetType() ? $"two of them are {cut.Count} of {cut.Kind}" : null;
    }

    private static string? Draws(Conditioning conditioning)
    {
        (DataForm form, Network network, Batch batch) = Setting(conditioning);
        using Generator generator = conditioning.CreateGenerator(network, form);
        Tensor samples = generator.Sample(Count, 1, conditioning.Of(batch, form));
        return form.Shape.Fits(samples) && samples.isfinite().to(ScalarType.Float32).min().item() == 1 ? null : $"they are {samples}";
    }

    private static string? Judges(Conditioning conditioning)
    {
        (DataForm form, Network network, Batch batch) = Setting(conditioning);
        using Discriminator discriminator = conditioning.CreateDiscriminator(network, form);
        Tensor logits = discriminator.Forward(batch.Real, conditioning.Of(batch, form));
        return logits.dim() == 1 && logits.isfinite().to(ScalarType.Float32).min().item() == 1 ? null : $"the logits are {logits}";
    }

    private static string? Terms(Conditioning conditioning)
    {
        (DataForm form, Network network, Batch batch) = Setting(conditioning);
        if (conditioning.Of(batch, form) is not { } condition)
        {
            return null;
        }
        using Generator generator = conditioning.CreateGenerator(network, form);
        using Discriminator discriminator = conditioning.CreateDiscriminator(network, form);
        Tensor Fake() => generator.Forward(generator.Latents(Count), condition);
        Tensor fake = Fake();
        var term = new ConditionTerm(
            discriminator, condition, batch.Real, fake, discriminator.ForwardWithFeatures(batch.Real, condition),
            discriminator.ForwardWithFeatures(fake, condition));
        LossTerm[] terms = [.. conditioning.DiscriminatorTerms(term), .. conditioning.GeneratorTerms(term with { OfReal = null, DrawFake = Fake })];
        return terms.FirstOrDefault(one => one.Value.dim() != 0 || !double.IsFinite(one.Value.item()) || one.Weight < 0) is { } wrong
            ? $"{wrong.Name} is {wrong.Value} of weight {wrong.Weight}" : null;
    }

    // The first of some data and networks that the conditioning takes.
    private static (DataForm Form, Network Network, Batch Batch) Setting(Conditioning conditioning)
    {
        InputException? last = null;
        foreach ((DataForm form, Network network) in Settings())
        {
            try
            {
                conditioning.Check(form);
                conditioning.Check(network);
                return (form, network, form.Example(Count) with { Real = torch.rand([Count, .. form.Shape.Sizes]) });
            }
            catch (InputException error)
            {
                last = error;
            }
        }
        throw new InputException($"it takes neither points with classes and captions nor pairs of pictures: {last!.Message}");
    }

    private static IEnumerable<(DataForm, Network)> Settings()
    {
        var vocabulary = new Vocabulary(["red", "circle"], 4);
        yield return (new DataForm(new SampleShape(2)) { Classes = ["a", "b"], Vocabulary = vocabulary }, new Mlp { Latent = 4, GeneratorWidth = 8, DiscriminatorWidth = 8 });
        yield return (
            new DataForm(new SampleShape(1, 16, 16)) { Classes = ["a", "b"], InputChannels = 1, Vocabulary = vocabulary },
            new Pix2Pix { Size = 16, Latent = 2, GeneratorWidth = 4, DiscriminatorWidth = 4, Depth = 3, Patch = 16 });
    }
}
