using Saddle.Data;
using Saddle.Graphs;
using Saddle.Layers;
using Saddle.Torch;

namespace Saddle.Networks;

/// <summary>A generator that is told nothing but the latent.</summary>
public sealed class LatentGenerator : Generator
{
    /// <summary>Creates the generator.</summary>
    /// <param name="main">From latents to samples.</param>
    /// <param name="latentSize">Z.</param>
    /// <param name="shape">The shape of a sample.</param>
    /// <param name="latentDistribution">What latents are drawn from.</param>
    public LatentGenerator(
        Layer main, int latentSize, SampleShape shape, LatentDistribution latentDistribution = LatentDistribution.Normal)
        : base(latentSize, shape, latentDistribution)
        => Main = AddChild("main", main);

    /// <summary>From latents to samples.</summary>
    internal Layer Main { get; }

    /// <inheritdoc/>
    protected override Tensor ForwardCore(Tensor latent, Condition? condition) => Main.Forward(latent);

    /// <inheritdoc/>
    protected internal override GraphValue Export(ExportGraph graph)
    {
        ArgumentNullException.ThrowIfNull(graph);
        return Main.Write(graph, graph.Latent(LatentSize));
    }
}
