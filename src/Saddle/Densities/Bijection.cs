using Saddle.Graphs;
using Saddle.Layers;
using Saddle.Torch;

namespace Saddle.Densities;

/// <summary>A map that can be turned round, and that knows by how much it stretches: what a flow is a chain of.</summary>
public abstract class Bijection : Module
{
    /// <summary>From samples towards latents.</summary>
    /// <param name="input"><c>[N, ...]</c>.</param>
    /// <returns>The output, <c>[N, ...]</c>, and log |det| of the derivative for each sample, <c>[N]</c>.</returns>
    public abstract (Tensor Output, Tensor LogDeterminant) Forward(Tensor input);

    /// <summary>From latents towards samples: what <see cref="Forward"/> makes this output of.</summary>
    /// <param name="output"><c>[N, ...]</c>.</param>
    public abstract Tensor Inverse(Tensor output);

    /// <summary>Writes <see cref="Inverse"/> into a graph.</summary>
    /// <exception cref="InputException">It cannot be exported.</exception>
    protected internal virtual GraphValue ExportInverse(ExportGraph graph, GraphValue output)
    {
        ArgumentNullException.ThrowIfNull(graph);
        throw graph.Refusal(this, "it does not say how; a step of an extension overrides ExportInverse");
    }
}
