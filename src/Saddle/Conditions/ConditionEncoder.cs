using Saddle.Data;
using Saddle.Graphs;
using Saddle.Layers;
using Saddle.Torch;

namespace Saddle.Conditions;

/// <summary>From conditions to numbers that a network can be given, <c>[N, E]</c>.</summary>
public abstract class ConditionEncoder : Module
{
    /// <summary>E.</summary>
    public abstract int Size { get; }

    /// <summary>Encodes.</summary>
    /// <param name="condition">For N samples.</param>
    /// <returns><c>[N, E]</c>.</returns>
    /// <exception cref="ArgumentException">There is no condition, or one of another kind.</exception>
    public abstract Tensor Encode(Condition? condition);

    /// <summary>The condition as the kind that is expected.</summary>
    /// <exception cref="ArgumentException">It is none of that kind.</exception>
    protected static T Expect<T>(Condition? condition, string kind) where T : Condition => condition as T
        ?? throw new ArgumentException(
            $"The network is conditioned on {kind}, but received {condition?.Kind ?? "no condition"}.");

    /// <summary>Writes the encoder into a graph, with an input for each thing that it is told.</summary>
    /// <returns>The condition's numbers, <c>[N, <see cref="Size"/>]</c>.</returns>
    /// <exception cref="InputException">It cannot be exported.</exception>
    protected internal virtual GraphValue Export(ExportGraph graph)
    {
        ArgumentNullException.ThrowIfNull(graph);
        throw graph.Refusal(this, "it does not say how; an encoder of an extension overrides Export");
    }
}
