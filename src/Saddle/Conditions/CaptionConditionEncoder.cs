using Saddle.Data;
using Saddle.Graphs;
using Saddle.Networks;
using Saddle.Torch;

namespace Saddle.Conditions;

/// <summary>From captions to the features that a trained caption encoder finds in them.</summary>
internal sealed class CaptionConditionEncoder : ConditionEncoder
{
    private readonly CaptionEncoder _captions;

    /// <summary>Creates the encoder.</summary>
    /// <param name="reader">Which.</param>
    /// <param name="vocabulary">The words of the captions.</param>
    /// <param name="features">E.</param>
    internal CaptionConditionEncoder(CaptionReader reader, Vocabulary vocabulary, int features)
    {
        Size = features;
        _captions = AddChild("captions", CaptionEncoder.Create(reader, vocabulary, features));
    }

    /// <inheritdoc/>
    public override int Size { get; }

    /// <inheritdoc/>
    public override Tensor Encode(Condition? condition)
        => _captions.Forward(Expect<CaptionCondition>(condition, "captions").Tokens);

    /// <inheritdoc/>
    protected internal override GraphValue Export(ExportGraph graph)
    {
        ArgumentNullException.ThrowIfNull(graph);
        return _captions.Write(graph, graph.Input("tokens", GraphType.Integers, (long)_captions.Length));
    }
}
