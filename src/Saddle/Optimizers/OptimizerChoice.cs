using Saddle.Components;

namespace Saddle.Optimizers;

/// <summary>Which optimiser a recipe asks for, with its settings.</summary>
public sealed class OptimizerChoice : Component
{
    private readonly Func<ParameterVector, Optimizer> _create;

    internal OptimizerChoice(
        Entry entry, Func<ParameterVector, Optimizer> create, params ReadOnlySpan<(string Name, object Value)> values)
        : base(entry, values) => _create = create;

    /// <summary>Every optimiser, in the order in which they are listed.</summary>
    public static Catalogue<OptimizerChoice> All { get; } = new(
        "optimizer",
        Adam.Entry,
        RmsProp.Entry,
        Sgd.Entry);

    /// <summary>Makes the optimiser.</summary>
    public Optimizer Create(ParameterVector parameters) => _create(parameters);
}
