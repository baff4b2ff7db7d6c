using Saddle.Conditions;
using Saddle.Data;
using Saddle.Networks;
using Saddle.Sampling;
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
        new("its options take their examples", () => Examples(conditioning)),
        new("samples are drawn where nothing was asked, and by the example of each option", () => Asks(conditioning)),
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
        return form.Shape.Fits(samples) && samples.isfinite().to(ScalarType.Float32).min().item() == 1
            ? null
            : $"they are {samples}";
    }

    private static string? Judges(Conditioning conditioning)
    {
        (DataForm form, Network network, Batch batch) = Setting(conditioning);
        using Discriminator discriminator = conditioning.CreateDiscriminator(network, form);
        Tensor logits = discriminator.Forward(batch.Real, conditioning.Of(batch, form));
        return logits.dim() == 1 && logits.isfinite().to(ScalarType.Float32).min().item() == 1
            ? null
            : $"the logits are {logits}";
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
        LossTerm[] terms =
            [
                .. conditioning.DiscriminatorTerms(term),
                .. conditioning.GeneratorTerms(term with { OfReal = null, DrawFake = Fake }),
            ];
        return terms.FirstOrDefault(
            one => one.Value.dim() != 0 || !double.IsFinite(one.Value.item()) || one.Weight < 0) is { } wrong
            ? $"{wrong.Name} is {wrong.Value} of weight {wrong.Weight}" : null;
    }

    private static string? Examples(Conditioning conditioning) => conditioning.SampleOptions
        .Where(HasExample)
        .Select(option => option.ProblemWith(option.Example) ?? (option.Name.StartsWith("--", StringComparison.Ordinal)
            ? null : $"{option.Name} begins with --"))
        .OfType<string>().FirstOrDefault();

    private static string? Asks(Conditioning conditioning)
    {
        IReadOnlyList<SampleOption> options = conditioning.SampleOptions;
        SampleOption[] required = [.. options.Where(option => option.IsRequired)];
        if (required.Any(option => option.Kind == SampleOptionKind.Path))
        {
            // There is no file to give.
            return null;
        }
        SampleOption[] others = [.. options.Where(option => !option.IsRequired && option.Kind != SampleOptionKind.Path)];
        IEnumerable<SampleOption[]> asked = others.Select(option => (SampleOption[])[.. required, option]);
        return asked.Prepend([.. required, SampleOption.Interpolate]).Prepend(required)
            .Select(options => Asks(conditioning, options)).OfType<string>().FirstOrDefault();
    }

    private static string? Asks(Conditioning conditioning, SampleOption[] options)
    {
        (DataForm form, Network network, Batch batch) = Setting(conditioning);
        using Generator generator = conditioning.CreateGenerator(network, form);
        IEnumerable<(string, string)> given =
            options.Select(option => (option.Name, option.Kind == SampleOptionKind.Switch ? bool.TrueString : option.Example));
        var request = new SampleRequest(generator, form)
        {
            Given = new SampleValues([.. given, (SampleOption.Count.Name, $"{Count}")]),
            OfData = count => conditioning.Of(form.Example(count), form),
        };
        string with = options.Length == 0
            ? "with nothing asked"
            : string.Join(" ", given.Select(pair => $"{pair.Item1} {pair.Item2}"));
        if (conditioning.Asked(request) is { Count: < 1 })
        {
            return $"{with}: what was asked has no row";
        }
        return conditioning.Draw(request) is SampleDrawing { Samples: var samples } && IsWhole(samples, form) ? null
            : $"{with}: it draws no finite samples of the data's shape";
    }

    private static bool IsWhole(Tensor samples, DataForm form)
        => samples.size(0) >= Count && form.Shape.Fits(samples) && samples.isfinite().to(ScalarType.Float32).min().item() == 1;

    private static bool HasExample(SampleOption option) => option.Kind is not (SampleOptionKind.Switch or SampleOptionKind.Path);

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
        yield return (
            new DataForm(new SampleShape(2)) { Classes = ["a", "b"], Vocabulary = vocabulary },
            new Mlp { Latent = 4, GeneratorWidth = 8, DiscriminatorWidth = 8 });
        yield return (
            new DataForm(new SampleShape(1, 16, 16)) { Classes = ["a", "b"], InputChannels = 1, Vocabulary = vocabulary },
            new Pix2Pix { Size = 16, Latent = 2, GeneratorWidth = 4, DiscriminatorWidth = 4, Depth = 3, Patch = 16 });
    }
}
