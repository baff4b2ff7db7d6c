using Saddle.Components;

namespace Saddle.Optimizers;

/// <summary>Gradient descent for a recipe.</summary>
[Component("sgd", "plain gradient descent, with momentum if wanted", Source = "Robbins and Monro 1951")]
public sealed partial record SgdChoice : OptimizerChoice
{
    /// <summary>The size of a step.</summary>
    [Setting(0, 100)] public double LearningRate { get; init; } = 1e-2;

    /// <summary>How much of the last step is kept.</summary>
    [Setting(0, 0.999999)] public double Momentum { get; init; }

    /// <inheritdoc/>
    protected override Optimizer CreateCore(ParameterVector parameters)
        => new Sgd(parameters, LearningRate, Momentum);
}
