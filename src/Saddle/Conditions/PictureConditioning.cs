using Saddle.Components;
using Saddle.Data;
using Saddle.Networks;
using Saddle.Sampling;
using Saddle.Torch;

namespace Saddle.Conditions;

/// <summary>
/// Pictures to pictures (arXiv:1611.07004): the generator sees a picture, the discriminator judges the picture and the answer
/// together, and the generator's loss also counts how far its answer is from the real one. Distance alone blurs what is
/// uncertain, the game alone invents; both together do neither.
/// </summary>
[Component(
    "picture", "the picture that the sample is to answer, before the generator and beside the sample",
    Source = "arXiv:1611.07004, equation 4")]
public sealed partial record PictureConditioning : Conditioning
{
    // The sheet shows input, sample and real picture side by side.
    private const int PicturesOfSample = 3;

    /// <summary>How much the game counts; at 0 there is no discriminator.</summary>
    [Setting(Minimum = 0)] public double Adversarial { get; init; } = 1;

    /// <summary>How much the mean absolute distance to the real picture counts.</summary>
    [Setting(Minimum = 0)] public double L1 { get; init; } = 100;

    /// <summary>How much the mean squared distance to the real picture counts.</summary>
    [Setting(Minimum = 0)] public double L2 { get; init; }

    /// <summary>How many answers are drawn, of which only the nearest to the real picture counts in l1 and l2.</summary>
    [Setting(1, 64)] public int Draws { get; init; } = 1;

    /// <inheritdoc/>
    public override double AdversarialWeight => Adversarial;

    /// <inheritdoc/>
    public override IReadOnlyList<SampleOption> SampleOptions => [PictureTranslation.Input, NextFrames.Frames];

    /// <inheritdoc/>
    public override void Check(DataForm form)
    {
        ArgumentNullException.ThrowIfNull(form);
        if (form.InputChannels == 0)
        {
            throw new InputException(
                $"conditioning {Name} needs data of two pictures a sample, but these have one; use garment-edges, fork, "
                + "or a folder of pairs (pairs:DIR) or of frames (frames:DIR).");
        }
    }

    /// <inheritdoc/>
    public override void Check(Network network) => Translating(network);

    /// <inheritdoc/>
    protected override Generator CreateGeneratorCore(Network network, DataForm form)
    {
        PictureGenerator generator = Translating(network).CreateTranslator(form.Shape, form.InputChannels);
        return generator.LatentSize > 0 || Draws == 1
            ? generator
            : throw new InputException(
                $"conditioning {Name} draws {Draws} answers, but the network has no latent and only one; "
                + "set network.latent=8 or conditioning.draws=1.");
    }

    /// <inheritdoc/>
    protected override Discriminator CreateDiscriminatorCore(Network network, DataForm form)
        => new PairDiscriminator(network, form);

    /// <inheritdoc/>
    public override Condition? Of(Batch batch, DataForm form)
    {
        ArgumentNullException.ThrowIfNull(batch);
        return new PictureCondition(
            batch.Input ?? throw new ArgumentException($"conditioning {Name} needs a batch with inputs."));
    }

    /// <inheritdoc/>
    public override IEnumerable<LossTerm> GeneratorTerms(ConditionTerm term)
    {
        ArgumentNullException.ThrowIfNull(term);
        Tensor[] answers = [term.Fake, .. Enumerable.Range(1, Draws - 1).Select(_ => term.DrawFake!())];
        // The distance is worth knowing even where it counts for nothing.
        yield return new LossTerm("l1", Nearest(answers, answer => (answer - term.Real).abs()), L1);
        if (L2 > 0)
        {
            yield return new LossTerm("l2", Nearest(answers, answer => (answer - term.Real).square()), L2);
        }
    }

    /// <inheritdoc/>
    public override SheetPlan Sheet(DataSet data, DataForm form, int count, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(form);
        int samples = (count + PicturesOfSample - 1) / PicturesOfSample;
        Batch batch = data.Read(seed, 0, samples);
        return new SheetPlan(samples)
        {
            Condition = Of(batch, form),
            // Of frames the newest is shown.
            Left = batch.Input!.narrow(1, form.InputChannels - form.Shape.Channels, form.Shape.Channels),
            Right = batch.Real,
        };
    }

    /// <summary>Translates pictures, or continues a film where the data were films.</summary>
    public override Drawing Draw(SampleRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.Given.Text(PictureTranslation.Input) is { } film && NextFrames.Follow(request.Form))
        {
            return NextFrames.Draw(request, film);
        }
        return request.Given.Text(NextFrames.Frames) is null
            ? PictureTranslation.Draw(request, request.Generator)
            : throw new InputException(request.Refusal(NextFrames.Frames));
    }

    /// <inheritdoc/>
    protected override IEnumerable<string> Contradictions()
        => Adversarial + L1 + L2 == 0
            ? ["adversarial, l1 and l2 are all 0, so that there is nothing to learn from; one must be more"]
            : [];

    private PictureNetwork Translating(Network network)
    {
        ArgumentNullException.ThrowIfNull(network);
        return network as PictureNetwork
            ?? throw new InputException(
                $"conditioning {Name} needs a network from pictures to pictures, but {network.Name} is none; "
                + "set network.name=pix2pix.");
    }

    // Of each sample's answers the one that is least far (arXiv:1803.10892, section 3.3): what the others show is no mistake, for
    // there may be more than one right answer.
    private static Tensor Nearest(Tensor[] answers, Func<Tensor, Tensor> distance)
        => answers.Select(answer => distance(answer).flatten(1).mean([1])).Aggregate((nearest, other) => nearest.minimum(other))
            .mean();
}
