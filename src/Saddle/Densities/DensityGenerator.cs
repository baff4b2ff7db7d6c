using Saddle.Data;
using Saddle.Networks;
using Saddle.Torch;

namespace Saddle.Densities;

/// <summary>A generator that knows how likely each sample is, and so can be trained by maximum likelihood.</summary>
public abstract class DensityGenerator : Generator
{
    /// <summary>Creates the generator.</summary>
    /// <param name="latentSize">The dimensions of its latent.</param>
    /// <param name="shape">The shape of a sample.</param>
    protected DensityGenerator(int latentSize, SampleShape shape) : base(latentSize, shape) { }

    /// <summary>The logarithm of the density at samples.</summary>
    /// <param name="samples"><c>[N, ...]</c>; images dequantised.</param>
    /// <returns>Nats, <c>[N]</c>.</returns>
    /// <exception cref="ArgumentException">The samples have another shape.</exception>
    public Tensor LogDensity(Tensor samples)
    {
        ArgumentNullException.ThrowIfNull(samples);
        if (!Shape.Fits(samples))
        {
            throw new ArgumentException($"The density is one of {Shape}, but received {Tensor.ShapeText(samples.shape)}.");
        }
        return LogDensityCore(samples);
    }

    /// <summary>Makes a start near the data, before the first step; what is known without them is the default.</summary>
    /// <param name="samples">The first batch, as <see cref="LogDensity"/> takes it.</param>
    public virtual void StartFrom(Tensor samples) { }

    /// <summary>The density's own work.</summary>
    protected abstract Tensor LogDensityCore(Tensor samples);
}
