using Saddle.Data;
using Saddle.Graphs;
using Saddle.Layers;
using Saddle.Torch;

namespace Saddle.Networks;

/// <summary>
/// Reads a caption word after word: a trained vector for each, gated recurrent units, and their state after the last.
/// </summary>
public sealed class RecurrentCaptionEncoder : CaptionEncoder
{
    private readonly Embedding _words;
    private readonly Gru _units;

    /// <summary>Creates the encoder.</summary>
    /// <param name="vocabulary">The words, and L.</param>
    /// <param name="features">E.</param>
    public RecurrentCaptionEncoder(Vocabulary vocabulary, long features) : base(vocabulary, features)
    {
        _words = AddChild("words", new Embedding(vocabulary.Count, features));
        _units = AddChild("units", new Gru(features, features));
    }

    /// <inheritdoc/>
    public override string Description => $"RecurrentCaptionEncoder to {Features}";

    /// <inheritdoc/>
    protected override Tensor ForwardCore(Tensor input)
    {
        Tensor states = _units.Forward(_words.Forward(input));
        Tensor start = torch.zeros([input.size(0), 1, Features], states.dtype, states.device);
        // A caption of k words is described by state k; without a word that is the start.
        Tensor last = input.gt(0).sum([1]).reshape(-1, 1, 1).expand(-1, 1, Features);
        return torch.cat([start, states], 1).gather(1, last).squeeze(1);
    }

    /// <inheritdoc/>
    protected internal override GraphValue Export(ExportGraph graph, GraphValue input, GraphValue? condition)
    {
        ArgumentNullException.ThrowIfNull(graph);
        GraphValue states = _units.Write(graph, _words.Write(graph, input));
        GraphValue start = graph.Multiply(graph.Part(states, 1, 0, 1), 0);
        GraphValue present = graph.Node(
            "Cast", [graph.Node("Greater", [input, graph.Integers(0)])], ("to", ExportGraph.IntegerType));
        GraphValue last = graph.Node("ReduceSum", [present, graph.Integers(1)], ("keepdims", 1L));
        return graph.Node("GatherND", [graph.Join(1, start, states), last], ("batch_dims", 1L));
    }
}
