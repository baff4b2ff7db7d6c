using Saddle.Data;
using Saddle.Graphs;
using Saddle.Layers;
using Saddle.Torch;

namespace Saddle.Networks;

/// <summary>
/// Adds up the words of a caption: the sum over all places of a trained vector for the word times one for the place, element by
/// element (the log-bilinear model with diagonal matrices: Mnih and Hinton, 2007). What a word says does not depend on the words
/// around it, so that a new combination of words is no new thing.
/// </summary>
public sealed class SummingCaptionEncoder : CaptionEncoder
{
    // The features of a caption of eight words have variance 1 at first, however long the longest caption is.
    private const double Scale = 0.35355339059327373;

    private readonly Embedding _words;
    private readonly Parameter _places;

    /// <summary>Creates the encoder with vectors from N(0, 1).</summary>
    /// <param name="vocabulary">The words, and L.</param>
    /// <param name="features">E.</param>
    public SummingCaptionEncoder(Vocabulary vocabulary, long features) : base(vocabulary, features)
    {
        _words = AddChild("words", new Embedding(vocabulary.Count, features));
        _places = AddParameter("places", torch.randn([vocabulary.Length, features]));
    }

    /// <inheritdoc/>
    public override string Description => $"SummingCaptionEncoder to {Features}";

    /// <inheritdoc/>
    protected override Tensor ForwardCore(Tensor input)
    {
        Tensor words = _words.Forward(input) * _places.Value, present = input.gt(0).unsqueeze(-1).to(words.dtype);
        return (words * present).sum([1]) * Scale;
    }

    /// <inheritdoc/>
    protected internal override GraphValue Export(ExportGraph graph, GraphValue input, GraphValue? condition)
    {
        ArgumentNullException.ThrowIfNull(graph);
        GraphValue words = graph.Multiply(_words.Write(graph, input), graph.Constant(_places.Value, "places"));
        GraphValue present = graph.ToNumbers(
            graph.Node("Unsqueeze", [graph.Node("Greater", [input, graph.Integers(0)]), graph.Integers(-1)]));
        return graph.Multiply(graph.Sum(graph.Multiply(words, present), 1), Scale);
    }
}
