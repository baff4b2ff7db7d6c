using Saddle.Components;
using Saddle.Torch;

namespace Saddle.Optimizers;

/// <summary>Stochastic gradient descent, with momentum if wanted (PyTorch's form: the velocity is not scaled by 1 - momentum).</summary>
public sealed class Sgd : Optimizer
{
    /// <summary>The catalogue's line.</summary>
    public static Entry<OptimizerChoice> Entry { get; } = new(
        "sgd", "plain gradient descent, with momentum if wanted", "Robbins and Monro 1951",
        [
            Setting.Number("learning_rate", 1e-2, "the size of a step", 0, 100),
            Setting.Number("momentum", 0, "how much of the last step is kept", 0, 0.999999),
        ],
        s => Choice(s.Number("learning_rate"), s.Number("momentum")));

    private readonly double _momentum;
    private readonly Tensor? _velocity;

    /// <summary>Creates the optimiser at rest.</summary>
    /// <param name="parameters">What is optimised.</param>
    /// <param name="learningRate">The size of a step.</param>
    /// <param name="momentum">How much of the last step is kept, in [0, 1).</param>
    public Sgd(ParameterVector parameters, double learningRate = 1e-2, double momentum = 0)
        : base(parameters, learningRate)
    {
        _momentum = momentum;
        _velocity = momentum > 0 ? AddState("velocity") : null;
    }

    /// <summary>Gradient descent for a recipe.</summary>
    /// <param name="learningRate">The size of a step.</param>
    /// <param name="momentum">How much of the last step is kept, in [0, 1).</param>
    public static OptimizerChoice Choice(double learningRate = 1e-2, double momentum = 0)
        => new(Entry, parameters => new Sgd(parameters, learningRate, momentum), ("learning_rate", learningRate), ("momentum", momentum));

    /// <inheritdoc/>
    protected override void StepCore(Tensor values, Tensor gradients)
    {
        ArgumentNullException.ThrowIfNull(values);
        Tensor direction = _velocity is null ? gradients : _velocity.mul_(_momentum).add_(gradients);
        values.add_(direction, -LearningRate);
    }
}
