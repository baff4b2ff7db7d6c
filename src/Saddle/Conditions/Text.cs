using Saddle.Components;
using Saddle.Data;
using Saddle.Networks;
using Saddle.Sampling;
using Saddle.Torch;

namespace Saddle.Conditions;

/// <summary>
/// Text to image with a matching-aware discriminator (arXiv:1605.05396, algorithm 1): it accepts real samples under their own
/// captions, and refuses both fakes and real samples under captions of others. Each player reads captions with an encoder of its
/// own that is trained along. The generator sees the caption beside the latent and in its batch normalisations; the discriminator
/// adds the inner products of its last features with projections of the caption (arXiv:1802.05637, equation 3): of their sum over
/// all places, which learns a kind once for every place, and of each place by itself, which tells above from below.
/// </summary>
[Component(
    "text", "captions, and a discriminator that refuses wrong ones",
    Source = "arXiv:1605.05396, algorithm 1; arXiv:1802.05637")]
public sealed partial record Text : Conditioning
{
    private const int Columns = 8;

    // How far two samples are to be apart, as the mean difference of their values.
    private const double FarEnough = 0.1;

    /// <summary>
    /// What reads the captions: gru, word after word, attention, all words at once, or sum, each word by itself.
    /// </summary>
    [Setting] public CaptionReader Encoder { get; init; }

    /// <summary>The numbers that a caption becomes, a multiple of 4.</summary>
    [Setting(4, 4096)] public int Features { get; init; } = 64;

    /// <summary>The share of the discriminator's loss on fakes that goes to real samples with wrong captions.</summary>
    [Setting(0, 1, Name = "wrong")] public double WrongShare { get; init; } = 0.5;

    /// <summary>The share of the wrong captions that are the right one with a word changed.</summary>
    [Setting(0, 1)] public double Near { get; init; }

    /// <summary>
    /// The share of the captions that the generator learns from which are made of the words of two, instead of given.
    /// </summary>
    [Setting(0, 1)] public double Crossed { get; init; }

    /// <summary>The weight of two samples of a caption being less than 0.1 apart.</summary>
    [Setting(0, 1000)] public double Diversity { get; init; }

    /// <inheritdoc/>
    public override double Mismatch => WrongShare;

    /// <inheritdoc/>
    public override bool ReadsCaptions => true;

    /// <inheritdoc/>
    public override bool NeedsWholeBatch => Mismatch > 0 || Crossed > 0;

    /// <inheritdoc/>
    // Captions are words until then, and others are made of them word by word.
    public override bool ReadsInStep => true;

    /// <inheritdoc/>
    public override IReadOnlyList<SampleOption> SampleOptions => [CaptionOption.Option];

    /// <inheritdoc/>
    public override void Check(DataForm form)
    {
        ArgumentNullException.ThrowIfNull(form);
        if (form.Vocabulary is null)
        {
            throw new InputException(
                "conditioning text needs data with captions, but these have none; use shapes, "
                + "a folder of pictures with a .txt of the same name "
                + "beside each, or one with a captions.jsonl (captions:FOLDER), or set conditioning.name=none.");
        }
    }

    /// <inheritdoc/>
    protected override Generator CreateGeneratorCore(Network network, DataForm form)
        => ConditionalGenerator.WithConditionBesideAndInside(network, form.Shape, CreateEncoder(form));

    /// <inheritdoc/>
    protected override Discriminator CreateDiscriminatorCore(Network network, DataForm form)
        => new ProjectionDiscriminator(network.CreateDiscriminator(form.Shape), CreateEncoder(form), placeByPlace: true);

    /// <inheritdoc/>
    public override Condition? Of(Batch batch, DataForm form)
    {
        ArgumentNullException.ThrowIfNull(batch);
        ArgumentNullException.ThrowIfNull(form);
        return batch.Captions.Count > 0
            ? new CaptionCondition(form.Vocabulary!.Tokens(batch.Captions).to(batch.Real.device))
            : throw new ArgumentException("conditioning text needs a batch with captions.");
    }

    /// <inheritdoc/>
    public override Condition Wrong(Condition condition)
        => condition is CaptionCondition captions
            ? WrongCaptions.For(captions, Near)
            : throw new ArgumentException(
                $"conditioning text is about captions, but received {condition?.Kind ?? "no condition"}.");

    /// <inheritdoc/>
    public override IEnumerable<LossTerm> GeneratorTerms(ConditionTerm term)
    {
        ArgumentNullException.ThrowIfNull(term);
        if (Diversity == 0)
        {
            return [];
        }
        // Diversity-sensitive learning (arXiv:1901.09024, equation 2); latents are about equally far apart, so their distance is
        // left out.
        Tensor distance = (term.Fake - term.DrawFake!()).abs().flatten(1).mean([1]);
        return [new LossTerm("sameness", (-distance + FarEnough).relu().mean(), Diversity)];
    }

    /// <inheritdoc/>
    public override Condition? ForGenerator(Condition? condition)
        => Crossed > 0 && condition is CaptionCondition captions ? CrossedCaptions.For(captions, Crossed) : condition;

    /// <inheritdoc/>
    public override SheetPlan Sheet(DataSet data, DataForm form, int count, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(form);
        IReadOnlyList<string> captions = data.Captions;
        string[] row = [
            .. Enumerable.Range(0, Columns).Select(column => captions[(int)((long)column * captions.Count / Columns)]).Distinct(),
        ];
        return SheetPlan.Table(count, row.Length, rows => new CaptionCondition(form.Vocabulary!.Tokens(row).repeat(rows, 1)));
    }

    /// <inheritdoc/>
    public override Condition? Asked(SampleRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return CaptionOption.Read(request);
    }

    /// <inheritdoc/>
    protected override IEnumerable<string> Contradictions()
        => Features % 4 == 0 ? [] : [$"features must be a multiple of 4, but is {Features}; set it to {(Features / 4 * 4) + 4}"];

    private CaptionConditionEncoder CreateEncoder(DataForm form) => new(Encoder, form.Vocabulary!, Features);
}
