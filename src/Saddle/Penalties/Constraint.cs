using Saddle.Components;
using Saddle.Layers;
using Saddle.Optimizers;

namespace Saddle.Penalties;

/// <summary>Something that is done to the discriminator's weights.</summary>
public abstract record Constraint : Component
{
    /// <summary>Every constraint, in the order in which they are listed; each has a section of its own in a recipe.</summary>
    public static Catalogue<Constraint> All { get; } = new(
        "constraint",
        WeightClipping.Entry,
        SpectralNormalization.Entry,
        OrthonormalWeights.Entry);

    /// <summary>Whether it does anything.</summary>
    public abstract bool IsOn { get; }

    /// <summary>
    /// Whether <see cref="AfterUpdate"/> reads from the device: a GPU then waits in each step, which cannot be recorded.
    /// </summary>
    public virtual bool ReadsInStep => false;

    /// <summary>Changes the network before its parameters are flattened.</summary>
    /// <param name="discriminator">The network, initialised.</param>
    public virtual void Prepare(Module discriminator) { }

    /// <summary>Changes the parameters after each update.</summary>
    /// <param name="parameters">The network's parameters.</param>
    public virtual void AfterUpdate(ParameterVector parameters) { }
}
