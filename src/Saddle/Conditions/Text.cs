using Saddle.Components;
using Saddle.Data;
using Saddle.Networks;
using Saddle.Torch;

namespace Saddle.Conditions;

/// <summary>
/// Text to image with a matching-aware discriminator (arXiv:1605.05396, algorithm 1): it accepts real samples under their own captions,
/// and refuses both fakes and real samples under captions of others. Each player reads captions with an encoder of its own that is
/// trained along. The generator sees the caption beside the latent and in its batch normalisations; the discriminator adds the inner
/// products of its last features with projections of the caption (arXiv:1802.05637, equation 3): of their sum over all places, which
/// learns a kind once for every place, and of each place by itself, which tells above from below.
/// </summary>
public sealed class Text : Conditioning
{
    private const int Columns = 8;

    // How far two samples are to be apart, as the mean difference of their values.
    private const double FarEnough = 0.1;

    /// <summary>The catalogue's line.</summary>
    public static Entry<Conditioning> Entry { get; } = new(
        "text", "captions, and a discriminator that refuses wrong ones", "arXiv:1605.05396, algorithm 1; arXiv:1802.05637",
        [
            CaptionEncoder.Setting,
            Setting.Whole("features", 64, "the numbers that a caption becomes, a multiple of 4", 4, 4096),
            Setting.Number("wrong", 0.5, "the share of the discriminator's loss on fakes that goes to real samples with wrong captions", 0, 1),
            Setting.Number("near", 0, "the share of the wrong captions that are the right one with a word changed", 0, 1),
            Setting.Number("crossed", 0, "the share of the captions that the generator learns from which are made of the words of two, instead of given", 0, 1),
            Setting.Number("diversity", 0, "the weight of two samples of a caption being less than 0.1 apart", 0, 1000),
        ],
        s => new Text(s.Text("encoder"), (int)s.Whole("features"), s.Number("wrong"), s.Number("near"), s.Number("crossed"), s.Number("diversity")));

    private readonly string _encoder;
    private readonly int _features;
    private readonly double _near;
    private readonly double _crossed;
    private readonly double _diversity;

    /// <summary>Describes how captions are read and judged.</summary>
    /// <param name="encoder"><c>gru</c>, <c>attention</c> or <c>sum</c>.</param>
    /// <param name="features">The numbers that a caption becomes, a multiple of 4.</param>
    /// <param name="wrong">The share of the discriminator's loss on fakes that goes to real samples with wrong captions; 0 for none.</param>
    /// <param name="near">The share of the wrong captions that are the right one with a word changed.</param>
    /// <param name="crossed">The share of the captions that the generator learns from which are made of the words of two, instead of given.</param>
    /// <param name="diversity">The weight of what two samples of a caption lack of 0.1 in their mean difference; 0 for none.</param>
    public Text(string encoder = "gru", int features = 64, double wrong = 0.5, double near = 0, double crossed = 0, double diversity = 0)
        : base(Entry, ("encoder", encoder), ("features", features), ("wrong", wrong), ("near", near), ("crossed", crossed), ("diversity", diversity))
    {
        if (features % 4 != 0)
        {
            throw new ArgumentException($"text: features must be a multiple of 4, but is {features}; set it to {(features / 4 * 4) + 4}.");
        }
        (_encoder, _features, Mismatch, _near, _crossed, _diversity) = (encoder, features, wrong, near, crossed, diversity);
    }

    /// <inheritdoc/>
    public override double Mismatch { get; }

    /// <inheritdoc/>
    public override bool ReadsCaptions => true;

    /// <inheritdoc/>
    public override void Check(DataForm form)
    {
        ArgumentNullException.ThrowIfNull(form);
        if (form.Vocabulary is null)
        {
            throw new ArgumentException(
                "conditioning text needs data with captions, but these have none; use shapes, a folder of pictures with a .txt of the same name "
                + "beside each, or one with a captions.jsonl (captions:FOLDER), or set conditioning.name=none.");
        }
    }

    /// <inheritdoc/>
    public override Generator CreateGenerator(Network network, DataForm form)
    {
        ArgumentNullException.ThrowIfNull(form);
        return ConditionalGenerator.WithConditionBesideAndInside(network, form.Shape, Encoder(form));
    }

    /// <inheritdoc/>
    public override Discriminator CreateDiscriminator(Network network, DataForm form)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(form);
        return new ProjectionDiscriminator(network.CreateDiscriminator(form.Shape), Encoder(form), placeByPlace: true);
    }

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
            ? WrongCaptions.For(captions, _near)
            : throw new ArgumentException($"conditioning text is about captions, but received {condition?.Kind ?? "no condition"}.");

    /// <inheritdoc/>
    public override IEnumerable<LossTerm> GeneratorTerms(ConditionTerm term)
    {
        ArgumentNullException.ThrowIfNull(term);
        if (_diversity == 0)
        {
            return [];
        }
        // Diversity-sensitive learning (arXiv:1901.09024, equation 2); latents are about equally far apart, so their distance is left out.
        Tensor distance = (term.Fake - term.DrawFake!()).abs().flatten(1).mean([1]);
        return [new LossTerm("sameness", (-distance + FarEnough).relu().mean(), _diversity)];
    }

    /// <inheritdoc/>
    public override Condition? ForGenerator(Condition? condition)
        => _crossed > 0 && condition is CaptionCondition captions ? CrossedCaptions.For(captions, _crossed) : condition;

    /// <inheritdoc/>
    public override SheetPlan Sheet(DataSet data, DataForm form, int count, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(form);
        IReadOnlyList<string> captions = data.Captions;
        string[] row = [.. Enumerable.Range(0, Columns).Select(column => captions[(int)((long)column * captions.Count / Columns)]).Distinct()];
        return SheetPlan.Table(count, row.Length, rows => new CaptionCondition(form.Vocabulary!.Tokens(row).repeat(rows, 1)));
    }

    private CaptionConditionEncoder Encoder(DataForm form) => new(_encoder, form.Vocabulary!, _features);
}
