using Saddle.Components;

namespace Saddle.Optimizers;

/// <summary>Adam for a recipe; the defaults are those of GANs (arXiv:1511.06434), not the optimiser's own.</summary>
[Component("adam", "steps along the mean gradient over the root of its mean square", Source = "arXiv:1412.6980, algorithm 1")]
public sealed partial record AdamChoice : OptimizerChoice
{
    /// <summary>The size of a step.</summary>
    [Setting(0, 10)] public double LearningRate { get; init; } = 2e-4;

    /// <summary>The decay of the mean.</summary>
    [Setting(0, 0.999999)] public double Beta1 { get; init; } = 0.5;

    /// <summary>The decay of the mean square.</summary>
    [Setting(0, 0.99999999)] public double Beta2 { get; init; } = 0.999;

    /// <summary>That decay at the end of the learning rate's schedule, which it follows; 0 if it stays.</summary>
    [Setting(0, 0.99999999)] public double FinalBeta2 { get; init; }

    /// <summary>Added to the root.</summary>
    [Setting(0, 1)] public double Epsilon { get; init; } = 1e-8;

    /// <inheritdoc/>
    protected override Optimizer CreateCore(ParameterVector parameters)
        => new Adam(parameters, LearningRate, Beta1, Beta2, Epsilon) { FinalBeta2 = FinalBeta2 > 0 ? FinalBeta2 : null };
}
