using System.Globalization;
using Saddle.Data;
using Saddle.Graphs;
using Saddle.Torch;

namespace Saddle.Densities;

/// <summary>
/// A chain of maps between samples and latents of N(0, I) that can be followed either way: the density of a sample is exact, by
/// the change of variables (arXiv:1605.08803, equation 3).
/// </summary>
public sealed class FlowGenerator : DensityGenerator
{
    private readonly List<Bijection> _steps = [];
    private readonly long[] _lastShape;

    /// <summary>Creates the flow.</summary>
    /// <param name="steps">From samples to latents.</param>
    /// <param name="shape">The shape of a sample.</param>
    public FlowGenerator(IEnumerable<Bijection> steps, SampleShape shape) : base(checked((int)(shape?.Elements ?? 0)), shape!)
    {
        ArgumentNullException.ThrowIfNull(steps);
        foreach (Bijection step in steps)
        {
            _steps.Add(AddChild(_steps.Count.ToString(CultureInfo.InvariantCulture), step));
        }
        using DisposeScope scope = torch.NewDisposeScope();
        using GradMode mode = torch.no_grad();
        _lastShape = Apply(torch.zeros([1, .. shape!.Sizes])).Output.shape[1..].ToArray();
    }

    /// <summary>The latents that samples are made of, and log |det| of the derivative on the way.</summary>
    /// <param name="samples"><c>[N, ...]</c>; images dequantised.</param>
    /// <returns>Latents, <c>[N, Z]</c>, and <c>[N]</c>.</returns>
    public (Tensor Latents, Tensor LogDeterminant) ToLatents(Tensor samples)
    {
        (Tensor output, Tensor logDeterminant) = Apply(samples);
        return (output.flatten(1), logDeterminant);
    }

    /// <summary>The samples that latents stand for: what <see cref="ToLatents"/> makes these latents of.</summary>
    /// <param name="latents"><c>[N, Z]</c>.</param>
    /// <returns><c>[N, ...]</c>; images dequantised, and of unlikely latents a little out of range.</returns>
    public Tensor ToSamples(Tensor latents)
    {
        ArgumentNullException.ThrowIfNull(latents);
        return Enumerable.Reverse(_steps)
            .Aggregate(latents.reshape([latents.size(0), .. _lastShape]), (sample, step) => step.Inverse(sample));
    }

    /// <inheritdoc/>
    protected override Tensor ForwardCore(Tensor latent, Condition? condition)
    {
        Tensor samples = ToSamples(latent);
        return Shape.IsImage ? samples.clamp(-1, 1) : samples;
    }

    /// <inheritdoc/>
    protected override Tensor LogDensityCore(Tensor samples)
    {
        (Tensor latents, Tensor logDeterminant) = ToLatents(samples);
        return logDeterminant - latents.square().sum([1]) / 2 - LatentSize * Math.Log(Math.Tau) / 2;
    }

    private (Tensor Output, Tensor LogDeterminant) Apply(Tensor samples)
    {
        Tensor sum = torch.zeros([samples.size(0)], samples.dtype, samples.device);
        foreach (Bijection step in _steps)
        {
            (samples, Tensor logDeterminant) = step.Forward(samples);
            sum += logDeterminant;
        }
        return (samples, sum);
    }

    /// <inheritdoc/>
    protected internal override GraphValue Export(ExportGraph graph)
    {
        ArgumentNullException.ThrowIfNull(graph);
        GraphValue sample = graph.Reshape(graph.Latent(LatentSize), [0, .. _lastShape]);
        sample = Enumerable.Reverse(_steps)
            .Aggregate(sample, (value, step) => graph.Within(step, () => step.ExportInverse(graph, value)));
        return Shape.IsImage ? graph.Clamp(sample) : sample;
    }
}
