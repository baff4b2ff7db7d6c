using Saddle.Data;
using Saddle.Graphs;
using Saddle.Layers;
using Saddle.Torch;

namespace Saddle.Networks;

/// <summary>
/// Reads all words of a caption at once: a trained vector for each word and each place, one block of self-attention (normalised
/// before each half, arXiv:2002.04745), and the mean over the words.
/// </summary>
public sealed class AttentionCaptionEncoder : CaptionEncoder
{
    private const long Heads = 4, MlpRatio = 2;

    private readonly Embedding _words;
    private readonly PositionalEmbedding _places;
    private readonly LayerNorm _before;
    private readonly MultiHeadAttention _attention;
    private readonly Residual _dense;

    /// <summary>Creates the encoder.</summary>
    /// <param name="vocabulary">The words, and L.</param>
    /// <param name="features">E, a multiple of 4.</param>
    public AttentionCaptionEncoder(Vocabulary vocabulary, long features) : base(vocabulary, features)
    {
        _words = AddChild("words", new Embedding(vocabulary.Count, features));
        _places = AddChild("places", new PositionalEmbedding(vocabulary.Length, features));
        _before = AddChild("before", new LayerNorm(features));
        _attention = AddChild("attention", new MultiHeadAttention(features, Heads));
        _dense = AddChild("dense", new Residual(new Sequential(
            new LayerNorm(features), new Linear(features, MlpRatio * features), new GELU(),
            new Linear(MlpRatio * features, features))));
    }

    /// <inheritdoc/>
    public override string Description => $"AttentionCaptionEncoder to {Features}";

    /// <inheritdoc/>
    protected override Tensor ForwardCore(Tensor input)
    {
        Tensor present = input.gt(0);
        Tensor words = _places.Forward(_words.Forward(input));
        words = _dense.Forward(words + _attention.ForwardMasked(_before.Forward(words), present));
        Tensor counted = present.unsqueeze(-1).to(words.dtype);
        // A caption without a word is described by zeros.
        return (words * counted).sum([1]) / counted.sum([1]).clamp(min: 1);
    }

    /// <inheritdoc/>
    protected internal override GraphValue Export(ExportGraph graph, GraphValue input, GraphValue? condition)
    {
        ArgumentNullException.ThrowIfNull(graph);
        GraphValue present = graph.Node("Greater", [input, graph.Integers(0)]);
        GraphValue words = _places.Write(graph, _words.Write(graph, input));
        words = _dense.Write(graph, graph.Add(words, _attention.Attend(graph, _before.Write(graph, words), present)));
        GraphValue counted = graph.ToNumbers(graph.Node("Unsqueeze", [present, graph.Integers(-1)]));
        GraphValue count = graph.Node("Max", [graph.Sum(counted, 1), graph.Constant(1)]);
        return graph.Node("Div", [graph.Sum(graph.Multiply(words, counted), 1), count]);
    }
}
