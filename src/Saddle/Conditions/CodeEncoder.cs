using Saddle.Data;
using Saddle.Graphs;
using Saddle.Torch;

namespace Saddle.Conditions;

/// <summary>From codes to numbers: an indicator for each categorical code, and the continuous codes as they are.</summary>
internal sealed class CodeEncoder(int categorical, int values, int continuous) : ConditionEncoder
{
    /// <inheritdoc/>
    public override int Size { get; } = categorical * values + continuous;

    /// <inheritdoc/>
    public override Tensor Encode(Condition? condition)
    {
        CodeCondition code = Expect<CodeCondition>(condition, "latent codes");
        Tensor indicators = ClassEncoder.Indicators(code.Categories.flatten(), values).view(code.Categories.size(0), -1);
        return torch.cat([indicators, code.Continuous], 1);
    }

    /// <inheritdoc/>
    protected internal override GraphValue Export(ExportGraph graph)
    {
        ArgumentNullException.ThrowIfNull(graph);
        graph.Codes = (categorical, values, continuous);
        GraphValue indicators = graph.Reshape(
            graph.Indicators(graph.Input("categories", GraphType.Integers, (long)categorical), values), 0,
            (long)categorical * values);
        GraphValue numbers = graph.Input("codes", GraphType.Numbers, (long)continuous);
        return graph.Join(1, indicators, numbers);
    }
}
