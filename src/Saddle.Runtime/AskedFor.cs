using System.Globalization;

namespace Saddle.Runtime;

/// <summary>What samples were asked to show, as numbers; null where nothing was asked for.</summary>
internal sealed class AskedFor
{
    private readonly ExportMetadata _metadata;
    private readonly ModelGraph _graph;

    /// <summary>Reads what was asked for.</summary>
    /// <param name="model">What draws.</param>
    /// <param name="options">What was asked for.</param>
    /// <param name="film">The input as values and not as pictures, or null.</param>
    /// <exception cref="ArgumentException">A list's length does not fit.</exception>
    /// <exception cref="ExportException">The model cannot do what was asked for.</exception>
    internal AskedFor(ModelSession model, SampleOptions options, InputImages? film)
    {
        (_metadata, _graph) = (model.Metadata, model.Graph);
        CheckTaken(options);
        Latents = options.Latents is { } latents ? LatentRows(latents) : null;
        Labels = options.Labels is { } labels ? LabelRows(labels) : null;
        Tokens = options.Captions is { } captions ? TokenRows(captions) : null;
        Categories = options.Categories is { } categories ? CategoryRows(categories) : null;
        Codes = options.Codes is { } codes
            ? Rows<float>.Whole("Codes", codes.ToArray(), _metadata.Codes!.Continuous)
            : null;
        Inputs = film ?? (options.Inputs is { } inputs ? InputImages.Of(inputs, _metadata) : null);
        Count = CountOf(options.Count);
    }

    /// <summary>How many samples there are.</summary>
    internal int Count { get; }

    /// <summary>The latents, rows <c>[L]</c>.</summary>
    internal Rows<float>? Latents { get; }

    /// <summary>The classes' numbers, rows <c>[1]</c>.</summary>
    internal Rows<long>? Labels { get; }

    /// <summary>The captions, rows <c>[T]</c>.</summary>
    internal Rows<long>? Tokens { get; }

    /// <summary>InfoGAN's categories, rows <c>[K]</c>.</summary>
    internal Rows<long>? Categories { get; }

    /// <summary>InfoGAN's continuous codes, rows <c>[M]</c>.</summary>
    internal Rows<float>? Codes { get; }

    /// <summary>The pictures that are translated.</summary>
    internal InputImages? Inputs { get; }

    private int CountOf(int? asked)
    {
        (string What, int? Rows)[] lists =
        [
            ("Latents", Latents?.Count), ("Labels", Labels?.Count), ("Captions", Tokens?.Count),
            ("Categories", Categories?.Count), ("Codes", Codes?.Count), ("Inputs", Inputs?.Count),
        ];
        int count = asked ?? lists.Max(list => list.Rows) ?? 1;
        foreach ((string what, int? rows) in lists)
        {
            if (rows is > 1 && rows != count)
            {
                throw new ArgumentException(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{what}: expected one for all {count} samples or one for each, received {rows}."));
            }
        }
        return count;
    }

    private void CheckTaken(SampleOptions options)
    {
        Refuse(options.Latents is not null, ModelGraph.Latent, "latents");
        Refuse(options.Labels is not null, ModelGraph.Label, "labels");
        Refuse(options.Captions is not null, ModelGraph.Tokens, "captions");
        Refuse(options.Inputs is not null, ModelGraph.Input, "input pictures");
        Refuse(options.Categories is not null, ModelGraph.Categories, "categories");
        Refuse(options.Codes is not null, ModelGraph.Codes, "continuous codes");
    }

    private void Refuse(bool asked, string input, string what)
    {
        if (asked && !_graph.Takes(input))
        {
            throw new ExportException($"The generator{Trained} takes no {what}: leave them out.");
        }
    }

    /// <summary>Refuses what draws nothing without being told what.</summary>
    /// <exception cref="ExportException">A caption or a picture is needed and none was given.</exception>
    internal void CheckComplete()
    {
        if (Tokens is null && _graph.Takes(ModelGraph.Tokens))
        {
            var known = new CaptionTokens(_metadata.Words, _metadata.CaptionLength);
            throw new ExportException($"The generator{Trained} draws what a caption says, so give it one: {known.Known}.");
        }
        if (Inputs is null && _graph.Takes(ModelGraph.Input))
        {
            throw new ExportException(_metadata.Frames > 0
                ? $"The generator{Trained} continues films, so give it the past frames."
                : $"The generator{Trained} translates pictures, so give it some.");
        }
    }

    private string Trained => _metadata.Recipe.Length > 0 ? $" of the recipe {_metadata.Recipe}" : "";

    private Rows<float> LatentRows(ReadOnlyMemory<float> latents)
    {
        foreach (float number in latents.Span)
        {
            if (!float.IsFinite(number))
            {
                throw new ArgumentException("Latents: every number must be finite.");
            }
        }
        return Rows<float>.Whole("Latents", latents, _metadata.Latent!.Size);
    }

    private Rows<long> LabelRows(IReadOnlyList<ClassLabel> labels)
    {
        var names = new ClassNames(_metadata.Classes);
        return Rows<long>.Whole("Labels", labels.Select(names.Number).ToArray(), 1);
    }

    private Rows<long> TokenRows(IReadOnlyList<string> captions)
    {
        var tokens = new CaptionTokens(_metadata.Words, _metadata.CaptionLength);
        return Rows<long>.Whole("Captions", captions.SelectMany(tokens.Of).ToArray(), tokens.Length);
    }

    private Rows<long> CategoryRows(IReadOnlyList<int> categories)
    {
        CodeDescription codes = _metadata.Codes!;
        foreach (int category in categories)
        {
            if (category < 0 || category >= codes.Values)
            {
                throw new ExportException(string.Create(
                    CultureInfo.InvariantCulture,
                    $"There is no category {category}: categories have the numbers 0 to {codes.Values - 1}."));
            }
        }
        return Rows<long>.Whole("Categories", categories.Select(category => (long)category).ToArray(), codes.Categorical);
    }
}
