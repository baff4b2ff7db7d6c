using Saddle.Data;
using Saddle.Graphs;
using Saddle.Layers;
using Saddle.Torch;

namespace Saddle.Conditions;

/// <summary>
/// From classes to a trained vector each, or to an indicator of length K. A class may be a mixture of classes: what lies between
/// two is encoded as what lies between their vectors.
/// </summary>
public sealed class ClassEncoder : ConditionEncoder
{
    private readonly int _classes;
    private readonly Linear? _embedding;

    /// <summary>Creates the encoder.</summary>
    /// <param name="classes">K.</param>
    /// <param name="dimensions">E, or 0 for indicators.</param>
    public ClassEncoder(int classes, int dimensions = 0)
    {
        (_classes, Size) = (classes, dimensions == 0 ? classes : dimensions);
        if (dimensions > 0)
        {
            _embedding = AddChild("embedding", new Linear(classes, dimensions, bias: false));
            using GradMode mode = torch.no_grad();
            using DisposeScope scope = torch.NewDisposeScope();
            // Vectors of N(0, I), as an embedding has them.
            _embedding.RawWeight.Value.copy_(torch.randn([dimensions, classes]));
        }
    }

    /// <inheritdoc/>
    public override int Size { get; }

    /// <inheritdoc/>
    public override Tensor Encode(Condition? condition)
    {
        Tensor indicators = Indicators(condition, _classes);
        return _embedding is null ? indicators : _embedding.Forward(indicators);
    }

    /// <summary>Each class as K numbers: 1 at its own place, or as much as it has of each where it is a mixture.</summary>
    internal static Tensor Indicators(Condition? condition, int classes)
    {
        Tensor labels = Expect<ClassCondition>(condition, "class labels").Labels;
        return labels.dim() == 2 ? labels : Indicators(labels, classes);
    }

    /// <summary>int64 <c>[N]</c> to <c>[N, K]</c>.</summary>
    internal static Tensor Indicators(Tensor labels, int count)
    {
        using Tensor numbers = torch.arange(0, count, dtype: ScalarType.Int64, device: labels.device);
        return labels.unsqueeze(1).eq(numbers).to(ScalarType.Float32);
    }

    /// <inheritdoc/>
    protected internal override GraphValue Export(ExportGraph graph)
    {
        ArgumentNullException.ThrowIfNull(graph);
        GraphValue indicators = graph.Indicators(graph.Input("label", GraphType.Integers), _classes);
        return _embedding is null ? indicators : _embedding.Write(graph, indicators);
    }
}
