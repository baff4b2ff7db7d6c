using Saddle.Components;

namespace Saddle.Optimizers;

/// <summary>Gradient descent for a recipe.</summary>
/// <param name="learningRate">The size of a step.</param>
/// <param name="momentum">How much of the last step is kept, in [0, 1).</param>
public sealed class SgdChoice(double learningRate = 1e-2, double momentum = 0)
    : OptimizerChoice(Entry, ("learning_rate", learningRate), ("momentum", momentum))
{
    /// <summary>The catalogue's line.</summary>
    public static Entry<OptimizerChoice> Entry { get; } = new(
        "sgd", "plain gradient descent, with momentum if wanted", "Robbins and Monro 1951",
        [
            Setting.Number("learning_rate", 1e-2, "the size of a step", 0, 100),
            Setting.Number("momentum", 0, "how much of the last step is kept", 0, 0.999999),
        ],
        s => new SgdChoice(s.Number("learning_rate"), s.Number("momentum")));

    /// <inheritdoc/>
    public override Optimizer Create(ParameterVector parameters)
        => new Sgd(parameters, learningRate, momentum);
}
