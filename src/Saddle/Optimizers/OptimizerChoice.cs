using Saddle.Components;

namespace Saddle.Optimizers;

/// <summary>Which optimiser a recipe asks for, with its settings.</summary>
public abstract class OptimizerChoice : Component
{
    /// <summary>Every optimiser, in the order in which they are listed.</summary>
    public static Catalogue<OptimizerChoice> All { get; } = new(
        "optimizer",
        AdamChoice.Entry,
        RmsPropChoice.Entry,
        SgdChoice.Entry);

    /// <summary>Creates the choice.</summary>
    protected OptimizerChoice(Entry entry, params ReadOnlySpan<(string Name, object Value)> values) : base(entry, values) { }

    /// <summary>Makes the optimiser.</summary>
    /// <param name="parameters">What it optimises.</param>
    public abstract Optimizer Create(ParameterVector parameters);
}
