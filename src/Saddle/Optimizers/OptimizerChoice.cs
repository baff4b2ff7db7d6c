using Saddle.Components;

namespace Saddle.Optimizers;

/// <summary>Which optimiser a recipe asks for, with its settings.</summary>
public abstract record OptimizerChoice : Component
{
    /// <summary>Every optimiser, in the order in which they are listed.</summary>
    public static Catalogue<OptimizerChoice> All { get; } = new(
        "optimizer",
        AdamChoice.Entry,
        RmsPropChoice.Entry,
        SgdChoice.Entry);

    /// <summary>Makes the optimiser.</summary>
    /// <param name="parameters">What it optimises.</param>
    public Optimizer Create(ParameterVector parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        ThrowIfInvalid();
        return CreateCore(parameters);
    }

    /// <summary>The optimiser, settings checked.</summary>
    protected abstract Optimizer CreateCore(ParameterVector parameters);
}
