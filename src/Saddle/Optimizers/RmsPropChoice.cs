using Saddle.Components;

namespace Saddle.Optimizers;

/// <summary>RMSProp for a recipe; the learning rate's default is WGAN's (arXiv:1701.07875).</summary>
[Component(
    "rmsprop", "steps along the gradient over the root of its mean square", Source = "Tieleman and Hinton 2012, lecture 6.5")]
public sealed partial record RmsPropChoice : OptimizerChoice
{
    /// <summary>The size of a step.</summary>
    [Setting(0, 10)] public double LearningRate { get; init; } = 5e-5;

    /// <summary>The decay of the mean square.</summary>
    [Setting(0, 0.99999999)] public double Decay { get; init; } = 0.99;

    /// <summary>Added to the root.</summary>
    [Setting(0, 1)] public double Epsilon { get; init; } = 1e-8;

    /// <inheritdoc/>
    protected override Optimizer CreateCore(ParameterVector parameters)
        => new RmsProp(parameters, LearningRate, Decay, Epsilon);
}
